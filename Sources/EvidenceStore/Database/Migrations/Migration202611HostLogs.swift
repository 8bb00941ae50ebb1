internal import GRDB

/// Up to where the audit logs of the host were told.
enum Migration202611HostLogs {
  static func apply(_ db: Database) throws {
    try db.alter(table: "checkpoints") { table in
      table.add(column: "log_time", .integer)
      table.add(column: "log_serial", .integer)
    }
  }
}
