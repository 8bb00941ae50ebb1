import CaptureFiles

/// Forges classic pcap files, right ones and wrong ones.
struct ClassicForge {
  var writer: ByteWriter
  var recordHeaderLength = 16

  init(
    _ order: ByteOrder = .little, magic: UInt32 = 0xa1b2_c3d4, version: (UInt16, UInt16) = (2, 4),
    snapLength: UInt32 = 262_144, linkType: UInt32 = 1
  ) {
    writer = ByteWriter(order)
    writer.put(magic)
    writer.put(version.0)
    writer.put(version.1)
    writer.put(UInt64(0))
    writer.put(snapLength)
    writer.put(linkType)
    if magic == 0xa1b2_cd34 { recordHeaderLength = 24 }
  }

  var bytes: [UInt8] { writer.bytes }

  mutating func frame(_ content: [UInt8], seconds: UInt32 = 1, ticks: UInt32 = 0, wire: Int? = nil) {
    header(seconds: seconds, ticks: ticks, captured: UInt32(content.count), wire: UInt32(wire ?? content.count))
    writer.put(bytes: content)
  }

  mutating func header(seconds: UInt32 = 1, ticks: UInt32 = 0, captured: UInt32, wire: UInt32) {
    for value in [seconds, ticks, captured, wire] { writer.put(value) }
    writer.put(bytes: [UInt8](repeating: 0xee, count: recordHeaderLength - 16))
  }

  /// `count` frames, one a second from `start` on; the content of each is its number.
  static func numbered(_ count: Int, from start: UInt32 = 1, every step: UInt32 = 1) -> [UInt8] {
    var forge = ClassicForge()
    for index in 0..<count {
      let content = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: index % 7)
      forge.frame(content, seconds: start + UInt32(index) * step)
    }
    return forge.bytes
  }
}
