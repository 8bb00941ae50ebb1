package import ByteParsing
package import TrafficModel

/// The link layer of a frame, reduced to what it carries.
package struct LinkHeader: Hashable, Sendable {
  /// VLAN tags skipped. Two are common (QinQ); more than this many are made to cost time.
  package static let tagLimit = 8

  package var etherType: EtherType

  /// Leaves `cursor` at the first byte of what the frame carries.
  package init(_ linkType: LinkType, parsing cursor: inout ByteCursor) throws(DecodeError) {
    switch linkType {
    case .ethernet: try self.init(ethernet: &cursor)
    case .linuxSLL: try self.init(cooked: &cursor)
    case .linuxSLL2: try self.init(cooked2: &cursor)
    case .null, .loop: try self.init(loopback: &cursor)
    case .raw, .rawBSD, .rawOpenBSD, .ipv4, .ipv6: try self.init(raw: cursor)
    default: throw DecodeError(.unsupported, at: cursor.offset)
    }
  }

  /// Ethernet II with any number of VLAN tags. A length in place of the type (802.2) is no IP.
  package init(ethernet cursor: inout ByteCursor) throws(DecodeError) {
    try cursor.skip(12)
    etherType = EtherType(try cursor.readUInt16())
    if etherType.rawValue == 0x0800 { return }
    try skipTags(&cursor)
  }

  /// Linux cooked capture, version 1: sixteen bytes, the protocol last.
  private init(cooked cursor: inout ByteCursor) throws(DecodeError) {
    try cursor.skip(14)
    etherType = EtherType(try cursor.readUInt16())
    try skipTags(&cursor)
  }

  /// Linux cooked capture, version 2: twenty bytes, the protocol first.
  private init(cooked2 cursor: inout ByteCursor) throws(DecodeError) {
    etherType = EtherType(try cursor.readUInt16())
    try cursor.skip(18)
    try skipTags(&cursor)
  }

  /// Four bytes of address family, in the byte order of the machine that captured (NULL) or in network order (LOOP). The
  /// families are small numbers, so either order is told from the other.
  private init(loopback cursor: inout ByteCursor) throws(DecodeError) {
    let family = try cursor.readUInt32()
    switch family > 0xffff ? family.byteSwapped : family {
    case 2: etherType = .ipv4
    // Linux, Windows, NetBSD, FreeBSD, macOS.
    case 10, 23, 24, 28, 30: etherType = .ipv6
    default: etherType = .none
    }
  }

  private init(raw cursor: ByteCursor) throws(DecodeError) {
    var ahead = cursor
    etherType = EtherType(firstByte: try ahead.readUInt8())
    if etherType == .none { throw DecodeError(.badVersion, at: cursor.offset) }
  }

  private mutating func skipTags(_ cursor: inout ByteCursor) throws(DecodeError) {
    var tags = 0
    while etherType.isVLANTag {
      guard tags < Self.tagLimit else { throw DecodeError(.unsupported, at: cursor.offset) }
      try cursor.skip(2)
      etherType = EtherType(try cursor.readUInt16())
      tags &+= 1
    }
  }
}
