internal import GRDB
internal import TrafficModel

/// Fills the columns of `RecordTable` from an event and its record. Keeps its working memory from row to row.
struct RowEncoder: ~Copyable {
  private(set) var values: [DatabaseValue] = []
  private var columnText: ColumnText
  private let sensorValue: DatabaseValue
  let sensor: String

  init(sensor: String, hasher: any SecretHashing, redaction: RedactionPolicy) {
    columnText = ColumnText(hasher: hasher, redaction: redaction)
    self.sensor = sensor
    sensorValue = sensor.databaseValue
  }

  /// Leaves the row of `event` in `values`.
  mutating func encode(_ event: TrafficEvent, record: String) {
    values.removeAll(keepingCapacity: true)
    switch event {
    case .flow(let flow): encode(flow, record)
    case .http(let exchange): encode(exchange, record)
    case .session(let session): encode(session, record)
    case .toolCall(let call): encode(call, record)
    case .message(let message): encode(message, record)
    case .toolDefinition(let definition): encode(definition, record)
    case .anomaly(let anomaly): encode(anomaly, record)
    case .statistics(let statistics): encode(statistics, record)
    }
  }

  // MARK: Values

  mutating func append(_ text: String) { values.append(text.databaseValue) }
  mutating func append(_ text: String?) { values.append(text?.databaseValue ?? .null) }
  mutating func append(_ number: Int64?) { values.append(number?.databaseValue ?? .null) }
  mutating func append(_ flag: Bool?) { values.append(flag.map { ($0 ? 1 : 0 as Int64).databaseValue } ?? .null) }
  mutating func append(_ fraction: Double) { values.append((fraction.isFinite ? fraction : 0).databaseValue) }
  /// SQLite's integers have a sign; counts beyond them stop there.
  mutating func append(_ count: UInt64) { values.append(Int64(clamping: count).databaseValue) }
  mutating func append(_ count: Int?) { append(count.map { Int64($0) }) }

  mutating func append(_ text: UntrustedText?) {
    guard let text else { return values.append(.null) }
    append(columnText.string(text))
  }

  mutating func begin(_ name: RecordName, time: Timestamp, last: Timestamp, record: String) {
    append(name.description)
    values.append(sensorValue)
    append(time.nanoseconds)
    append(last.nanoseconds)
    append(record)
  }

  mutating func append(_ flow: FlowReference) {
    append(RecordName(flow.id).description)
    append(flow.client.address.description)
    append(Int64(flow.client.port))
    append(flow.server.address.description)
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
