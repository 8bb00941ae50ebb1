import Foundation

/// Writes the frames of a capture into a ring, file after file, the way capturing programs do: some frames in two parts.
struct RingFeeder {
  private let header: [UInt8]
  private let records: [[UInt8]]

  /// - Parameters:
  ///   - capture: classic pcap of little-endian order.
  ///   - stretch: how much slower its time runs in the ring; for time stamps in nanoseconds.
  ///   - setBack: so many seconds earlier from that frame on, as where somebody sets the clock.
  init(_ capture: URL, stretch: Int64 = 1, setBack: (frame: Int, seconds: Int64)? = nil) throws {
    let bytes = try Array(Data(contentsOf: capture))
    header = Array(bytes.prefix(24))
    var records: [[UInt8]] = []
    var start = 24
    var origin: Int64?
    while start + 16 <= bytes.count {
      let end = start + 16 + Int(Self.number(bytes, start + 8))
      var record = Array(bytes[start..<min(end, bytes.count)])
      let time = Int64(Self.number(record, 0)) * 1_000_000_000 + Int64(Self.number(record, 4))
      let first = origin ?? time
      origin = first
      var slow = first + (time - first) * stretch
      if let setBack, records.count >= setBack.frame { slow -= setBack.seconds * 1_000_000_000 }
      Self.put(UInt32(slow / 1_000_000_000), &record, 0)
      Self.put(UInt32(slow % 1_000_000_000), &record, 4)
      records.append(record)
      start = end
    }
    self.records = records
  }

  var frames: Int { records.count }

  /// - Parameter name: of the file with that number.
  func feed(
    _ folder: URL, framesPerFile: Int, name: (Int) -> String = { "ring_\(String(format: "%05d", $0)).pcap" },
    pausing: (Int) -> Void
  ) throws {
    var file: FileHandle?
    for (index, record) in records.enumerated() {
      if index % framesPerFile == 0 {
        try file?.close()
        let name = folder.appendingPathComponent(name(index / framesPerFile))
        try Data(header).write(to: name)
        file = try FileHandle(forWritingTo: name)
        try file?.seekToEnd()
      }
      let cut = index % 3 == 0 ? record.count / 2 : record.count
      try file?.write(contentsOf: record[..<cut])
      if cut < record.count { try file?.write(contentsOf: record[cut...]) }
      pausing(index)
    }
    try file?.close()
  }

  private static func number(_ bytes: [UInt8], _ start: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << ($1 * 8) }
  }

  private static func put(_ value: UInt32, _ bytes: inout [UInt8], _ start: Int) {
    for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: value >> (index * 8)) }
  }
}
