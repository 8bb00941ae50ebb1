/// How a capture file is laid out, told by its first bytes.
package enum CaptureFormat: Hashable, Sendable {
  case pcap(ClassicLayout)
  case pcapng

  /// Bytes needed to tell.
  static let magicLength = 4
  /// A section header block; the same in both byte orders.
  static let sectionMagic: UInt32 = 0x0a0d_0d0a

  /// Nil when the four bytes, read in little-endian order, begin no capture.
  init?(magic: UInt32) {
    if magic == Self.sectionMagic {
      self = .pcapng
      return
    }
    guard let layout = ClassicLayout(magic: magic) else { return nil }
    self = .pcap(layout)
  }
}

extension CaptureFormat: CustomStringConvertible {
  package var description: String {
    switch self {
    case .pcap(let layout): layout.nanosecondsPerTick == 1 ? "pcap with nanoseconds" : "pcap"
    case .pcapng: "pcapng"
    }
  }
}
