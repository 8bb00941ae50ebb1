internal import GRDB
package import TrafficModel

/// What commands, hunts and reports ask a store. All SQL that reads is behind these questions, so that another database can
/// answer them one day.
///
/// Rows come in an order that does not depend on the order of writing: by what was asked for, then by time and name.
package struct StoreQuestions: Sendable {
  let database: EvidenceDatabase

  package init(_ database: EvidenceDatabase) { self.database = database }

  /// The whole record of that name, one JSON object; nil when there is none.
  package func record(uid: String) throws(StoreError) -> String? {
    guard let letter = uid.utf8.first,
      let kind = TrafficEvent.Kind.allCases.first(where: { RecordName.letter($0) == letter }),
      let table = RecordTable.of(kind)
    else { return nil }
    return try database.read { db in
      try String.fetchOne(db, sql: "SELECT record FROM \(table.name) WHERE uid = ?", arguments: [uid])
    }
  }

  /// Every record of one kind in a window, in order of time, without holding them all.
  package func forEachRecord(
    _ kind: TrafficEvent.Kind, in window: TimeWindow, _ body: (String) -> Void
  ) throws(StoreError) {
    guard let table = RecordTable.of(kind) else { return }
    var condition = Condition()
    condition.add(window)
    let sql = "SELECT record FROM \(table.name)\(condition.sql) ORDER BY time, uid"
    try database.read { db in
      let cursor = try String.fetchCursor(db, sql: sql, arguments: StatementArguments(condition.arguments))
      while let record = try cursor.next() { body(record) }
    }
  }

  func rows<T>(_ sql: String, _ condition: Condition, _ make: (Row) -> T) throws(StoreError) -> [T] {
    try database.read { db in
      let cursor = try Row.fetchCursor(db, sql: sql, arguments: StatementArguments(condition.arguments))
      var rows: [T] = []
      while let row = try cursor.next() { rows.append(make(row)) }
      return rows
    }
  }

  /// `LIMIT`, or nothing.
  static func limit(_ limit: Int?) -> String { limit.map { " LIMIT \(max(0, $0))" } ?? "" }
}
