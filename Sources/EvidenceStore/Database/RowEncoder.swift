internal import GRDB
internal import GRDBSQLite
internal import TrafficModel

/// Writes the row of an event into a prepared statement, column by column in the order of `RecordTable`.
///
/// Binds through SQLite's own functions: twice as fast as by way of values.
struct RowEncoder: ~Copyable {
  private var columnText: ColumnText
  let sensor: String
  private var statement: SQLiteStatement?
  private var column: Int32 = 0
  /// The first failure to bind in this row; `SQLITE_OK` without one.
  private var result = SQLITE_OK
  /// The flow of the row before, as text: rows of one flow follow each other.
  private var flow: FlowReference?
  private var flowText = (id: "", client: "", server: "")

  init(sensor: String, hasher: any SecretHashing, redaction: RedactionPolicy) {
    columnText = ColumnText(hasher: hasher, redaction: redaction)
    self.sensor = sensor
  }

  /// Inserts the row of `event`. `record` is only borrowed: the statement forgets it before this returns.
  mutating func insert(
    _ event: TrafficEvent, record: UnsafeBufferPointer<UInt8>, with statement: Statement, _ db: Database
  ) throws {
    let prepared = statement.sqliteStatement
    self.statement = prepared
    column = 0
    result = SQLITE_OK
    bind(event, record)
    if result == SQLITE_OK { result = sqlite3_step(prepared) }
    let message = result == SQLITE_DONE ? nil : String(cString: sqlite3_errmsg(db.sqliteConnection))
    sqlite3_reset(prepared)
    sqlite3_clear_bindings(prepared)
    self.statement = nil
    guard result == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: result), message: message) }
  }

  private mutating func bind(_ event: TrafficEvent, _ record: UnsafeBufferPointer<UInt8>) {
    switch event {
    case .flow(let flow): encode(flow.value, record)
    case .http(let exchange): encode(exchange.value, record)
    case .session(let session): encode(session.value, record)
    case .toolCall(let call): encode(call.value, record)
    case .message(let message): encode(message.value, record)
    case .toolDefinition(let definition): encode(definition.value, record)
    case .tls(let handshake): encode(handshake.value, record)
    case .dns(let exchange): encode(exchange.value, record)
    case .anomaly(let anomaly): encode(anomaly.value, record)
    case .statistics(let statistics): encode(statistics.value, record)
    case .finding(let finding): encode(finding.value, record)
    }
  }

  // MARK: Columns

  private mutating func note(_ code: Int32) { if code != SQLITE_OK, result == SQLITE_OK { result = code } }

  private mutating func nextColumn() -> Int32 {
    column += 1
    return column
  }

  mutating func append(_ number: Int64) { note(sqlite3_bind_int64(statement, nextColumn(), number)) }
  mutating func append(_ fraction: Double) {
    note(sqlite3_bind_double(statement, nextColumn(), fraction.isFinite ? fraction : 0))
  }
  mutating func appendNull() { note(sqlite3_bind_null(statement, nextColumn())) }

  mutating func append(_ text: String) {
    var text = text
    let index = nextColumn()
    let code = text.withUTF8 { Self.bind($0, statement, index, Self.copied) }
    note(code)
  }

  private static func bind(
    _ bytes: UnsafeBufferPointer<UInt8>, _ statement: SQLiteStatement?, _ index: Int32,
    _ lifetime: sqlite3_destructor_type?
  ) -> Int32 {
    bytes.withMemoryRebound(to: CChar.self) { characters in
      // Without a pointer the column would be NULL, not empty.
      guard let base = characters.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, copied) }
      return sqlite3_bind_text(statement, index, base, Int32(clamping: characters.count), lifetime)
    }
  }

  /// SQLite makes a copy: `SQLITE_TRANSIENT`, which is a macro and not imported.
  private static var copied: sqlite3_destructor_type? { unsafeBitCast(-1, to: sqlite3_destructor_type?.self) }

  mutating func append(_ number: Int64?) { if let number { append(number) } else { appendNull() } }
  mutating func append(_ text: String?) { if let text { append(text) } else { appendNull() } }
  mutating func append(_ flag: Bool?) { append(flag.map { $0 ? 1 : 0 as Int64 }) }
  /// SQLite's integers have a sign; counts beyond them stop there.
  mutating func append(_ count: UInt64) { append(Int64(clamping: count)) }
  mutating func append(_ count: Int?) { append(count.map { Int64($0) }) }

  mutating func append(_ text: UntrustedText?) {
    guard let text else { return appendNull() }
    append(columnText.string(text))
  }

  mutating func begin(
    _ name: RecordName, time: Timestamp, last: Timestamp, record: UnsafeBufferPointer<UInt8>
  ) {
    append(name.description)
    append(sensor)
    append(time.nanoseconds)
    append(last.nanoseconds)
    // Borrowed, not copied: `insert` clears it.
    note(Self.bind(record, statement, nextColumn(), nil))
  }

  mutating func append(_ flow: FlowReference) {
    if self.flow != flow {
      self.flow = flow
      flowText = (
        RecordName(flow.id).description, flow.client.address.description, flow.server.address.description
      )
    }
    append(flowText.id)
    append(flowText.client)
    append(Int64(flow.client.port))
    append(flowText.server)
    append(Int64(flow.server.port))
  }

  mutating func append(_ session: SessionReference) {
    append(RecordName(.session, session.id).description)
    append(session.client?.name)
    append(session.server?.name)
    append(session.authority)
    append(session.credential?.hash.text)
  }
}
