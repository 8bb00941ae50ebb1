import TrafficModel

/// What the magic number of a classic pcap file decides.
package struct ClassicLayout: Hashable, Sendable {
  /// Length of the header at the beginning of the file.
  static let fileHeaderLength = 24

  package var order: ByteOrder
  /// 1000 for microseconds, 1 for nanoseconds.
  package var nanosecondsPerTick: Int64
  /// 16, or 24 for the records of old patched Linux libraries, which carry the interface and packet type too.
  package var recordHeaderLength: Int

  /// Nil when the four bytes, read in little-endian order, are no magic number of pcap.
  init?(magic: UInt32) {
    guard let layout = Self(native: magic, .little) ?? Self(native: magic.byteSwapped, .big) else { return nil }
    self = layout
  }

  /// Safe: 2^32 seconds and 2^32 microseconds are together less than 2^63 nanoseconds.
  @inline(__always)
  func time(seconds: UInt32, ticks: UInt32) -> Timestamp {
    Timestamp(nanoseconds: Int64(seconds) &* 1_000_000_000 &+ Int64(ticks) &* nanosecondsPerTick)
  }

  private init?(native magic: UInt32, _ order: ByteOrder) {
    self.order = order
    switch magic {
    case 0xa1b2_c3d4: (nanosecondsPerTick, recordHeaderLength) = (1000, 16)
    case 0xa1b2_3c4d: (nanosecondsPerTick, recordHeaderLength) = (1, 16)
    case 0xa1b2_cd34: (nanosecondsPerTick, recordHeaderLength) = (1000, 24)
    default: return nil
    }
  }
}
