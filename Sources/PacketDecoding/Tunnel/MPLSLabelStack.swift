package import ByteParsing

/// A stack of MPLS labels (RFC 3032 §2.1).
package struct MPLSLabelStack: Hashable, Sendable {
  /// Labels skipped; networks use a handful.
  package static let depthLimit = 16

  /// What the stack carries, which it does not say: guessed from the first byte, as routers do (RFC 4385 §3).
  package var etherType: EtherType

  /// Leaves `cursor` at what the stack carries.
  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    var depth = 0
    while try cursor.readUInt32() & 0x100 == 0 {
      depth &+= 1
      guard depth < Self.depthLimit else { throw DecodeError(.unsupported, at: cursor.offset) }
    }
    var ahead = cursor
    let first = try ahead.readUInt8()
    etherType = EtherType(firstByte: first)
    guard etherType == .none else { return }
    // A pseudowire: Ethernet, behind a control word if that is there.
    if first >> 4 == 0 { try cursor.skip(4) }
    etherType = .transparentEthernet
  }
}
