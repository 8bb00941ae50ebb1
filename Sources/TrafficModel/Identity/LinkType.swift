/// What the first byte of a frame begins: a number of the tcpdump.org registry, as it stands in a capture file.
///
/// Open on purpose: a capture may name any link type, and the ones we cannot decode are counted, not refused.
public struct LinkType: RawRepresentable, Hashable, Comparable, Sendable {
  /// As in the header of a capture file.
  public let rawValue: UInt32

  /// From the number in a capture file.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// BSD loopback: the address family in the byte order of the capturing host.
  public static let null = LinkType(rawValue: 0)
  /// LINKTYPE_ETHERNET.
  public static let ethernet = LinkType(rawValue: 1)
  /// Raw IP, version by the first nibble. 101 is the number files should use; 12 and 14 are what `DLT_RAW` is on the
  /// operating systems that wrote it unmapped.
  public static let raw = LinkType(rawValue: 101)
  /// DLT_RAW as most BSD systems number it.
  public static let rawBSD = LinkType(rawValue: 12)
  /// DLT_RAW as OpenBSD numbers it.
  public static let rawOpenBSD = LinkType(rawValue: 14)
  /// OpenBSD loopback: the address family in network byte order.
  public static let loop = LinkType(rawValue: 108)
  /// Linux cooked capture, version 1.
  public static let linuxSLL = LinkType(rawValue: 113)
  /// LINKTYPE_IPV4.
  public static let ipv4 = LinkType(rawValue: 228)
  /// LINKTYPE_IPV6.
  public static let ipv6 = LinkType(rawValue: 229)
  /// Linux cooked capture, version 2, as `tcpdump -i any` writes it.
  public static let linuxSLL2 = LinkType(rawValue: 276)

  /// By number.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
