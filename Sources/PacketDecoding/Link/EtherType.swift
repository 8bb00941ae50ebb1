/// What a link header says it carries (IEEE 802 numbers).
package struct EtherType: Hashable, Sendable {
  package var rawValue: UInt16

  package init(_ rawValue: UInt16) { self.rawValue = rawValue }

  package static let ipv4 = EtherType(0x0800)
  package static let ipv6 = EtherType(0x86dd)
  package static let mplsUnicast = EtherType(0x8847)
  package static let mplsMulticast = EtherType(0x8848)
  package static let pppoeSession = EtherType(0x8864)
  package static let transparentEthernet = EtherType(0x6558)
  package static let erspan = EtherType(0x88be)
  package static let erspan3 = EtherType(0x22eb)
  package static let ppp = EtherType(0x880b)
  /// Anything that cannot carry IP in a way we know, 802.2 frames with their lengths among it.
  package static let none = EtherType(0)

  /// 802.1Q, 802.1ad, and the numbers in use before it.
  var isVLANTag: Bool {
    switch rawValue {
    case 0x8100, 0x88a8, 0x9100, 0x9200: true
    default: false
    }
  }

  /// By the version in the first four bits of a datagram.
  init(firstByte: UInt8) {
    switch firstByte >> 4 {
    case 4: self = .ipv4
    case 6: self = .ipv6
    default: self = .none
    }
  }
}
