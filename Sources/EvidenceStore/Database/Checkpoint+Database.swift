internal import GRDB
internal import TrafficModel

extension Checkpoint {
  func save(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO checkpoints (source, file, offset, frame, time) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (source) DO UPDATE SET
          file = excluded.file, offset = excluded.offset, frame = excluded.frame, time = excluded.time
        """,
      arguments: [source, file, Int64(clamping: offset), Int64(clamping: frame), time.nanoseconds])
  }
}

extension EvidenceDatabase {
  /// From where the reading of `source` must go on; nil when it was never read.
  package func checkpoint(of source: String) throws(StoreError) -> Checkpoint? {
    try read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT file, offset, frame, time FROM checkpoints WHERE source = ?", arguments: [source])
      return row.map { row in
        Checkpoint(
          source: source, file: row["file"], offset: UInt64(clamping: row["offset"] as Int64),
          frame: UInt64(clamping: row["frame"] as Int64), time: Timestamp(nanoseconds: row["time"]))
      }
    }
  }
}
