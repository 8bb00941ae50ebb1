/// What the first byte of a frame begins: a number of the tcpdump.org registry, as it stands in a capture file.
///
/// Open on purpose: a capture may name any link type, and the ones we cannot decode are counted, not refused.
package struct LinkType: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// BSD loopback: the address family in the byte order of the capturing host.
  package static let null = LinkType(rawValue: 0)
  package static let ethernet = LinkType(rawValue: 1)
  /// Raw IP, version by the first nibble. 101 is the number files should use; 12 and 14 are what `DLT_RAW` is on the
  /// operating systems that wrote it unmapped.
  package static let raw = LinkType(rawValue: 101)
  package static let rawBSD = LinkType(rawValue: 12)
  package static let rawOpenBSD = LinkType(rawValue: 14)
  /// OpenBSD loopback: the address family in network byte order.
  package static let loop = LinkType(rawValue: 108)
  /// Linux cooked capture, version 1.
  package static let linuxSLL = LinkType(rawValue: 113)
  package static let ipv4 = LinkType(rawValue: 228)
  package static let ipv6 = LinkType(rawValue: 229)
  /// Linux cooked capture, version 2, as `tcpdump -i any` writes it.
  package static let linuxSLL2 = LinkType(rawValue: 276)

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
