internal import GRDB
package import TrafficModel

/// Writes records into a store. Rows of several batches share a transaction, which `commit` ends together with the
/// checkpoint; a process that dies leaves the store as it was at the last commit.
package final class DatabaseSink: RecordSink {
  /// Rows per transaction where nobody asks for a commit: the cost of one is spread, and little is read again after a crash.
  private static let rowsPerTransaction = 8192

  private let database: EvidenceDatabase
  private var rows: RowEncoder
  private var statements: [TrafficEvent.Kind: Statement] = [:]
  private var openRows = 0
  private let rowLimit: Int
  /// A file of the same records, whose length belongs into checkpoints. It must be told to commit before this sink is.
  private let output: NDJSONWriter?

  /// `sensor`, `redaction` and `hasher` must be those of the record encoder.
  /// - Parameter commitsOnRequestOnly: for those who write checkpoints, so that no row is there without its checkpoint.
  package init(
    _ database: EvidenceDatabase, sensor: String, redaction: RedactionPolicy, hasher: any SecretHashing,
    commitsOnRequestOnly: Bool = false, beside output: NDJSONWriter? = nil
  ) {
    self.database = database
    self.output = output
    rowLimit = commitsOnRequestOnly ? .max : Self.rowsPerTransaction
    rows = RowEncoder(sensor: sensor, hasher: hasher, redaction: redaction)
  }

  package func receive(_ batch: borrowing RecordBatch) throws(StoreError) {
    guard !batch.events.isEmpty else { return }
    try inTransaction { db in
      for index in batch.events.indices {
        guard let statement = try statement(for: batch.events[index].kind, db) else { continue }
        try batch.lines.withBytes { lines in
          let record = UnsafeBufferPointer(rebasing: lines[batch.range(of: index)])
          try rows.insert(batch.events[index], record: record, with: statement, db)
        }
      }
    }
    openRows += batch.events.count
    if openRows >= rowLimit { try commit(nil) }
  }

  package func commit(_ checkpoint: Checkpoint?) throws(StoreError) {
    guard openRows > 0 || checkpoint != nil else { return }
    try inTransaction { db in
      if var checkpoint {
        checkpoint.outputBytes = output?.writtenBytes ?? checkpoint.outputBytes
        try checkpoint.save(db)
      }
      try db.commit()
    }
    openRows = 0
  }

  package func finish() throws(StoreError) {
    defer { statements = [:] }
    try commit(nil)
  }

  private func statement(for kind: TrafficEvent.Kind, _ db: Database) throws -> Statement? {
    if let statement = statements[kind] { return statement }
    guard let table = RecordTable.of(kind) else { return nil }
    let statement = try db.makeStatement(sql: table.upsert)
    statements[kind] = statement
    return statement
  }

  /// Begins a transaction unless one is open; undoes all of it when `body` throws.
  private func inTransaction(_ body: (Database) throws -> Void) throws(StoreError) {
    do {
      try database.write { db in
        if !db.isInsideTransaction { try db.beginTransaction(.immediate) }
        do {
          try body(db)
        } catch {
          if db.isInsideTransaction { try? db.rollback() }
          throw error
        }
      }
    } catch {
      openRows = 0
      throw error
    }
  }
}
