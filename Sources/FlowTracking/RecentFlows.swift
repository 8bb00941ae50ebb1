import TrafficModel

/// The flows that were used last, found without the keyed hash of a dictionary: frames of one flow come in bursts.
///
/// Direct-mapped, of fixed size. Who chooses addresses and ports so that flows share a place only makes others take the
/// ordinary way.
struct RecentFlows: ~Copyable {
  private static let places = 4_096
  /// Not counted: flows that end are removed before their table lets go of them.
  private var flows: [Unmanaged<Flow>?] = Array(repeating: nil, count: places)

  subscript(key: FlowKey) -> Flow? {
    @inline(__always)
    get {
      guard let flow = flows[Self.place(of: key)], flow._withUnsafeGuaranteedRef({ $0.key == key }) else { return nil }
      return flow.takeUnretainedValue()
    }
  }

  mutating func note(_ flow: Flow) { flows[Self.place(of: flow.key)] = .passUnretained(flow) }

  mutating func remove(_ flow: Flow) {
    let place = Self.place(of: flow.key)
    if flows[place]?.toOpaque() == Unmanaged.passUnretained(flow).toOpaque() { flows[place] = nil }
  }

  @inline(__always)
  private static func place(of key: FlowKey) -> Int {
    let addresses = UInt64(truncatingIfNeeded: key.low.address.bits) ^ UInt64(truncatingIfNeeded: key.high.address.bits)
    let ports = UInt64(key.low.port) << 16 | UInt64(key.high.port)
    // The golden ratio spreads the low bits, where addresses and ports of one network differ, over the high ones.
    let spread = (addresses &* 31 &+ ports) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: spread >> 52)
  }
}
