/// One kind of tunnel layer that we look through.
package enum TunnelKind: UInt32, CaseIterable, Sendable {
  case vxlan = 1
  case geneve, gre, erspan, ipip, mpls, pppoe, gtp

  /// The spelling of log records.
  package var name: String {
    switch self {
    case .vxlan: "vxlan"
    case .geneve: "geneve"
    case .gre: "gre"
    case .erspan: "erspan"
    case .ipip: "ipip"
    case .mpls: "mpls"
    case .pppoe: "pppoe"
    case .gtp: "gtp-u"
    }
  }
}

/// The tunnel layers around a datagram, outermost first, in one word.
package struct TunnelPath: Hashable, Sendable {
  /// Layers looked through. Mirrored overlay traffic has two or three; a frame that nests deeper is made to cost time,
  /// so it is refused and counted.
  package static let depthLimit = 6

  /// Four bits a layer, the innermost lowest.
  private var packed: UInt32 = 0

  package init() {}

  package var isEmpty: Bool { packed == 0 }

  package var depth: Int { (32 - packed.leadingZeroBitCount + 3) / 4 }

  /// This path with one more layer inside, or nil at the limit.
  package func appending(_ kind: TunnelKind) -> Self? {
    guard depth < Self.depthLimit else { return nil }
    var path = self
    path.packed = packed << 4 | kind.rawValue
    return path
  }

  package var names: [String] {
    (0..<depth).reversed().compactMap { TunnelKind(rawValue: packed >> UInt32($0 * 4) & 15)?.name }
  }
}
