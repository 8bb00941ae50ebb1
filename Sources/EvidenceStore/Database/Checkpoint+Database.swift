internal import Foundation
internal import GRDB
internal import TrafficModel

extension Checkpoint {
  func save(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO checkpoints (source, file, offset, frame, time, file_time, reached_file, reached_file_time,
          reached_offset, reached_frame, open_flows, open_sessions, output_bytes, log_time, log_serial)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        source, file, Int64(clamping: offset), Int64(clamping: frame), time.nanoseconds, fileTime.nanoseconds,
        reached?.file, reached?.fileTime.nanoseconds, reached.map { Int64(clamping: $0.offset) },
        reached.map { Int64(clamping: $0.frame) }, Self.blob(openFlows), Self.blob(openSessions),
        outputBytes.map { Int64(clamping: $0) }, logReached?.time.nanoseconds,
        logReached.map { Int64(clamping: $0.serial) },
      ])
  }

  fileprivate init(source: String, _ row: Row) {
    self.init(
      source: source, file: row["file"], offset: UInt64(clamping: row["offset"] as Int64),
      frame: UInt64(clamping: row["frame"] as Int64), time: Timestamp(nanoseconds: row["time"]))
    fileTime = Timestamp(nanoseconds: row["file_time"])
    if let file = row["reached_file"] as String?, let time = row["reached_file_time"] as Int64?,
      let offset = row["reached_offset"] as Int64?, let frame = row["reached_frame"] as Int64?
    {
      reached = Place(
        file: file, fileTime: Timestamp(nanoseconds: time), offset: UInt64(clamping: offset),
        frame: UInt64(clamping: frame))
    }
    if let time = row["log_time"] as Int64?, let serial = row["log_serial"] as Int64? {
      logReached = LogPlace(time: Timestamp(nanoseconds: time), serial: UInt64(clamping: serial))
    }
    openFlows = Self.numbers(row["open_flows"] as Data?)
    openSessions = Self.numbers(row["open_sessions"] as Data?)
    outputBytes = (row["output_bytes"] as Int64?).map { UInt64(clamping: $0) }
  }

  /// Eight bytes each, the lowest first.
  private static func blob(_ numbers: [UInt64]) -> Data {
    numbers.map(\.littleEndian).withUnsafeBytes { Data($0) }
  }

  private static func numbers(_ blob: Data?) -> [UInt64] {
    guard let blob else { return [] }
    return blob.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
    }
  }
}

extension EvidenceDatabase {
  /// From where the reading of `source` must go on; nil when it was never read.
  package func checkpoint(of source: String) throws(StoreError) -> Checkpoint? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM checkpoints WHERE source = ?", arguments: [source])
        .map { Checkpoint(source: source, $0) }
    }
  }
}
