internal import GRDB
package import TrafficModel

/// One capture that was read into a store.
package struct CaptureRow: Hashable, Sendable {
  package enum Status: String, CaseIterable, Sendable {
    /// To its end.
    case complete
    /// It ends in mid-frame.
    case truncated
    /// It is still being written.
    case growing
    /// It could not be read on.
    case damaged
  }

  package var name: String
  /// Of the file's bytes, when they were all read.
  package var sha256: String?
  package var frames: UInt64
  package var bytes: UInt64
  package var first: Timestamp?
  package var last: Timestamp?
  package var status: Status

  package init(
    name: String, sha256: String?, frames: UInt64, bytes: UInt64, first: Timestamp?, last: Timestamp?, status: Status
  ) {
    self.name = name
    self.sha256 = sha256
    self.frames = frames
    self.bytes = bytes
    self.first = first
    self.last = last
    self.status = status
  }
}

extension EvidenceDatabase {
  /// Notes what was read of captures; later words about the same capture replace earlier ones.
  package func note(_ captures: [CaptureRow]) throws(StoreError) {
    try write { db in
      try db.inTransaction(.immediate) {
        for capture in captures { try Self.note(capture, db) }
        return .commit
      }
    }
  }

  private static func note(_ capture: CaptureRow, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO captures (name, sha256, frames, bytes, first, last, status) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, frames = excluded.frames, bytes = excluded.bytes,
          first = excluded.first, last = excluded.last, status = excluded.status
        """,
      arguments: [
        capture.name, capture.sha256, Int64(clamping: capture.frames), Int64(clamping: capture.bytes),
        capture.first?.nanoseconds, capture.last?.nanoseconds, capture.status.rawValue,
      ])
  }

  /// The captures in the order they were first noted.
  package func captures() throws(StoreError) -> [CaptureRow] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM captures ORDER BY id").map { row in
        CaptureRow(
          name: row["name"], sha256: row["sha256"], frames: UInt64(clamping: row["frames"] as Int64),
          bytes: UInt64(clamping: row["bytes"] as Int64),
          first: (row["first"] as Int64?).map { Timestamp(nanoseconds: $0) },
          last: (row["last"] as Int64?).map { Timestamp(nanoseconds: $0) },
          status: CaptureRow.Status(rawValue: row["status"]) ?? .damaged)
      }
    }
  }
}
