package import ByteParsing

/// The header between GRE and a mirrored Ethernet frame (draft-foschiano-erspan). Type I has none.
package struct ERSPANHeader: Hashable, Sendable {
  package enum Version: UInt8, Sendable { case one, two, three }

  package var version: Version

  /// Leaves `cursor` at the mirrored frame.
  package init(after gre: GREHeader, parsing cursor: inout ByteCursor) throws(DecodeError) {
    let start = cursor.offset
    guard gre.hasSequenceNumber || gre.etherType == .erspan3 else {
      version = .one
      return
    }
    switch try cursor.readUInt8() >> 4 {
    case 1:
      version = .two
      try cursor.skip(7)
    case 2:
      version = .three
      try cursor.skip(10)
      // The O flag: eight bytes of the mirroring platform's own follow.
      if try cursor.readUInt8() & 1 != 0 { try cursor.skip(8) }
    default:
      throw DecodeError(.badVersion, at: start)
    }
  }
}
