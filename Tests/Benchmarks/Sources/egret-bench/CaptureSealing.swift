import Foundation

/// Turns a forged capture in the clear into the same traffic over TLS 1.3: every payload becomes a record in the frame it
/// was in, and each connection gets a handshake. Sequence numbers follow; checksums do not.
///
/// Reads what the forge writes: classic pcap, Ethernet, IPv4 without options, frames in order.
struct CaptureSealing {
  private struct Connection {
    var sealed: SealedConnection?
    var client: [UInt8]
    /// Bytes that each side has sent more than in the clear, and the next sequence number; the client's first.
    var added: [UInt32] = [0, 0]
    var next: [UInt32] = [0, 0]
  }

  private var connections: [[UInt8]: Connection] = [:]
  private var count: UInt64 = 0
  private var output: [UInt8] = []
  private var keyLog = ""
  private let file: FileHandle

  private init(_ file: FileHandle) { self.file = file }

  /// Writes the capture at `path` anew to `target`, and its key log beside it.
  static func seal(_ path: String, to target: String) throws {
    let clear = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    guard FileManager.default.createFile(atPath: target, contents: nil) else {
      throw Options.Failure(description: "cannot write \(target)")
    }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: target))
    var sealing = CaptureSealing(file)
    sealing.output = Array(clear.prefix(24))
    var offset = 24
    while offset + 16 <= clear.count {
      let header = Array(clear[offset..<offset + 16])
      let length = (8..<12).reversed().reduce(0) { $0 << 8 | Int(header[$1]) }
      let end = offset + 16 + length
      try sealing.take(Array(clear[offset + 16..<end]), time: Array(header[..<8]))
      offset = end
    }
    try sealing.flush(atLeast: 0)
    try file.close()
    let keys = target + ".keys"
    _ = FileManager.default.createFile(
      atPath: keys, contents: Data(sealing.keyLog.utf8), attributes: [.posixPermissions: 0o600])
  }

  private mutating func take(_ frame: [UInt8], time: [UInt8]) throws {
    guard frame.count >= 54, frame[12] == 8, frame[23] == 6 else { return try write(frame, time) }
    let start = 34 + Int(frame[46] >> 4) * 4
    let (source, target) = (Array(frame[26..<30] + frame[34..<36]), Array(frame[30..<34] + frame[36..<38]))
    let key = source.lexicographicallyPrecedes(target) ? source + target : target + source
    if frame[47] & 0x12 == 2 { connections[key] = Connection(sealed: nil, client: source) }
    guard var connection = connections.removeValue(forKey: key) else { return try write(frame, time) }
    defer { connections[key] = connection }
    let side = source == connection.client ? 0 : 1
    if start < frame.count, connection.sealed == nil {
      count += 1
      let sealed = try SealedConnection(number: count)
      keyLog += sealed.keyLog
      connection.sealed = sealed
      for flight in sealed.flights {
        try write(
          Self.frame(flight.bytes, like: frame, start, from: side, to: flight.fromClient ? 0 : 1, &connection), time)
      }
    }
    var payload = Array(frame[start...])
    if !payload.isEmpty { payload = try connection.sealed?.seal(payload, fromClient: side == 0) ?? payload }
    var header = Array(frame[..<start])
    let sequence = Self.word(header, 38) &+ connection.added[side]
    Self.set(&header, 38, sequence)
    if header[47] & 0x10 != 0 { Self.set(&header, 42, Self.word(header, 42) &+ connection.added[1 - side]) }
    connection.added[side] &+= UInt32(payload.count - (frame.count - start))
    connection.next[side] = sequence &+ UInt32(payload.count) &+ (header[47] & 3 == 0 ? 0 : 1)
    try write(Self.sized(header + payload), time)
  }

  /// A handshake flight of `sender` in the headers of a frame of `side`.
  private static func frame(
    _ bytes: [UInt8], like frame: [UInt8], _ start: Int, from side: Int, to sender: Int, _ connection: inout Connection
  ) -> [UInt8] {
    var header = Array(frame[..<start])
    if side != sender {
      for (low, high, count) in [(0, 6, 6), (26, 30, 4), (34, 36, 2)] {
        for index in 0..<count { header.swapAt(low + index, high + index) }
      }
    }
    set(&header, 38, connection.next[sender])
    set(&header, 42, connection.next[1 - sender])
    connection.next[sender] &+= UInt32(bytes.count)
    connection.added[sender] &+= UInt32(bytes.count)
    return sized(header + bytes)
  }

  private static func sized(_ frame: [UInt8]) -> [UInt8] {
    var frame = frame
    let length = frame.count - 14
    frame[16] = UInt8(length >> 8 & 255)
    frame[17] = UInt8(length & 255)
    return frame
  }

  private mutating func write(_ frame: [UInt8], _ time: [UInt8]) throws {
    let length = UInt32(frame.count)
    output += time
    for _ in 0..<2 { withUnsafeBytes(of: length.littleEndian) { output += $0 } }
    output += frame
    try flush(atLeast: 1 << 22)
  }

  private mutating func flush(atLeast count: Int) throws {
    guard output.count >= count else { return }
    try file.write(contentsOf: Data(output))
    output.removeAll(keepingCapacity: true)
  }

  private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func set(_ bytes: inout [UInt8], _ offset: Int, _ value: UInt32) {
    for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * index)) }
  }
}
