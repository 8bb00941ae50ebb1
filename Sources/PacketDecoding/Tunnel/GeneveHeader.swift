package import ByteParsing

/// A Geneve header with its options skipped (RFC 8926 §3.4).
package struct GeneveHeader: Hashable, Sendable {
  package static let port: UInt16 = 6081

  package var etherType: EtherType

  /// Leaves `cursor` at the inner frame or datagram.
  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    let start = cursor.offset
    let versionAndLength = try cursor.readUInt8()
    guard versionAndLength >> 6 == 0 else { throw DecodeError(.badVersion, at: start) }
    try cursor.skip(1)
    etherType = EtherType(try cursor.readUInt16())
    try cursor.skip(4 &+ Int(versionAndLength & 63) &* 4)
  }
}
