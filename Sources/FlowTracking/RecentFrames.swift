import PacketDecoding
import TrafficModel

/// The last few packets of one direction, by fingerprint: the same packet seen twice was mirrored twice.
///
/// A retransmission is another packet: it has another IPv4 identification, and mostly another TCP timestamp and so another
/// checksum. Where neither tells (IPv6 with offloaded checksums) a retransmission within `nearness` is taken for a copy,
/// which changes counts and never bytes.
struct RecentFrames: Sendable {
  private static let nearness: Int64 = 50_000_000

  private var prints: InlineArray<4, UInt64> = .init(repeating: 0)
  private var times: InlineArray<4, Int64> = .init(repeating: .min)
  private var cursor = 0

  /// True when the packet was seen before; else it is remembered.
  mutating func isCopy(_ print: UInt64, at time: Timestamp) -> Bool {
    for index in 0..<4 where prints[index] == print {
      let distance = time - Timestamp(nanoseconds: times[index])
      if distance <= Self.nearness && distance >= -Self.nearness { return true }
    }
    prints[cursor] = print
    times[cursor] = time.nanoseconds
    cursor = (cursor &+ 1) & 3
    return false
  }

  static func fingerprint(_ segment: TCPSegment) -> UInt64 {
    let header = segment.header
    let numbers = UInt64(header.sequence.raw) << 32 | UInt64(header.acknowledgement.raw)
    let control = UInt64(header.window) << 32 | UInt64(header.flags.rawValue) << 16 | UInt64(header.checksum)
    return mix(mix(numbers, control), sizes(segment.network, segment.payload))
  }

  static func fingerprint(_ datagram: UDPDatagram) -> UInt64 {
    mix(UInt64(datagram.header.checksum) << 32 | 1, sizes(datagram.network, datagram.payload))
  }

  private static func sizes(_ network: NetworkFacts, _ payload: PayloadRange) -> UInt64 {
    UInt64(network.identification) << 32 ^ UInt64(truncatingIfNeeded: payload.wireLength) << 16
      ^ UInt64(truncatingIfNeeded: payload.capturedLength)
  }

  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: b ^ 0xbf58_476d_1ce4_e5b9)
    return product.high ^ product.low
  }
}
