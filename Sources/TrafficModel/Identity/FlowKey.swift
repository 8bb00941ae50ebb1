/// The two ends of a flow in an order that does not depend on who spoke, and what carried it.
package struct FlowKey: Hashable, Sendable {
  package let low: Endpoint
  package let high: Endpoint
  package let transport: TransportProtocol

  package init(_ a: Endpoint, _ b: Endpoint, _ transport: TransportProtocol) {
    (low, high) = a < b ? (a, b) : (b, a)
    self.transport = transport
  }

  /// Packed by hand: two thirds of the cost of the synthesized hash, and once per frame.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(truncatingIfNeeded: low.address.bits))
    hasher.combine(UInt64(truncatingIfNeeded: low.address.bits >> 64))
    hasher.combine(UInt64(truncatingIfNeeded: high.address.bits))
    hasher.combine(UInt64(truncatingIfNeeded: high.address.bits >> 64))
    hasher.combine(UInt64(low.port) << 32 | UInt64(high.port) << 8 | UInt64(transport.rawValue))
  }
}
