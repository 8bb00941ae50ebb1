internal import GRDB

/// What a reader of a growing ring needs to begin again: how far everything was written, and what was open there.
enum Migration202611Following {
  @Sendable static func apply(_ db: Database) throws {
    for column in columns { try db.execute(sql: "ALTER TABLE checkpoints ADD COLUMN \(column)") }
  }

  private static let columns = [
    "file_time INTEGER NOT NULL DEFAULT 0", "reached_file TEXT", "reached_file_time INTEGER", "reached_offset INTEGER",
    "reached_frame INTEGER", "open_flows BLOB", "open_sessions BLOB", "output_bytes INTEGER",
  ]
}
