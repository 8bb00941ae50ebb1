package import ByteParsing

/// The extension headers between an IPv6 header and what it carries (RFC 8200 §4).
package struct IPv6ExtensionHeaders: Hashable, Sendable {
  /// The fragment header (RFC 8200 §4.5).
  package struct Fragment: Hashable, Sendable {
    package var position: Int
    package var hasMore: Bool
    package var identification: UInt32
  }

  /// Headers walked. Each kind is meant to appear once, twice for destination options.
  package static let countLimit = 12

  /// What follows: a protocol number, or behind a fragment header whatever the fragmentable part begins with.
  package var protocolNumber: UInt8
  package var fragment: Fragment?

  /// Leaves `cursor` at the first byte that is no extension header, or behind the header of a real fragment.
  package init(_ first: UInt8, parsing cursor: inout ByteCursor) throws(DecodeError) {
    protocolNumber = first
    for _ in 0..<Self.countLimit {
      switch protocolNumber {
      case 0, 43, 60, 135, 139, 140:
        // Hop-by-hop, routing, destination options, mobility, HIP, Shim6: one length byte in units of eight.
        protocolNumber = try cursor.readUInt8()
        try cursor.skip(Int(try cursor.readUInt8()) &* 8 &+ 6)
      case 51:
        // Authentication (RFC 4302 §2.2): in units of four, minus two.
        protocolNumber = try cursor.readUInt8()
        try cursor.skip(Int(try cursor.readUInt8()) &* 4 &+ 6)
      case 44:
        let piece = try readFragment(&cursor)
        fragment = piece
        // An atomic fragment (RFC 6946) is a whole datagram.
        if piece.position > 0 || piece.hasMore { return }
      default:
        return
      }
    }
    throw DecodeError(.unsupported, at: cursor.offset)
  }

  private mutating func readFragment(_ cursor: inout ByteCursor) throws(DecodeError) -> Fragment {
    guard cursor.remaining >= 8 else { throw DecodeError(.truncated, at: cursor.offset &+ cursor.remaining) }
    protocolNumber = try cursor.readUInt8()
    try cursor.skip(1)
    let position = try cursor.readUInt16()
    return Fragment(
      position: Int(position & 0xfff8), hasMore: position & 1 != 0, identification: try cursor.readUInt32())
  }
}
