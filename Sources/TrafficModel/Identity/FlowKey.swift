/// The two ends of a flow in an order that does not depend on who spoke, and what carried it.
public struct FlowKey: Hashable, Sendable {
  /// The lesser end.
  public let low: Endpoint
  /// The greater end.
  public let high: Endpoint
  /// What carries it.
  public let transport: TransportProtocol

  /// Of the two ends, in whichever order.
  public init(_ a: Endpoint, _ b: Endpoint, _ transport: TransportProtocol) {
    (low, high) = a < b ? (a, b) : (b, a)
    self.transport = transport
  }

  /// By hand for the same reason as the hash: the synthesized one asks each part through its witness.
  public static func == (a: Self, b: Self) -> Bool {
    a.low.port == b.low.port && a.high.port == b.high.port && a.low.address.bits == b.low.address.bits
      && a.high.address.bits == b.high.address.bits && a.transport.rawValue == b.transport.rawValue
  }

  /// Packed by hand, because it is done once per frame: two words for IPv4, five for IPv6.
  public func hash(into hasher: inout Hasher) {
    let ports = UInt64(low.port) << 32 | UInt64(high.port) << 8 | UInt64(transport.rawValue)
    if let from = low.address.v4Bits, let to = high.address.v4Bits {
      hasher.combine(UInt64(from) << 32 | UInt64(to))
      hasher.combine(ports)
      return
    }
    hasher.combine(UInt64(truncatingIfNeeded: low.address.bits))
    hasher.combine(UInt64(truncatingIfNeeded: low.address.bits >> 64))
    hasher.combine(UInt64(truncatingIfNeeded: high.address.bits))
    hasher.combine(UInt64(truncatingIfNeeded: high.address.bits >> 64))
    hasher.combine(ports)
  }
}
