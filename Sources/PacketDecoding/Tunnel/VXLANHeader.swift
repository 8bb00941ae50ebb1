package import ByteParsing

/// A VXLAN header (RFC 7348 §5). What follows is an Ethernet frame.
package struct VXLANHeader: Hashable, Sendable {
  /// IANA's port, and the one Linux used before.
  package static let port: UInt16 = 4789
  package static let olderPort: UInt16 = 8472

  package var networkIdentifier: UInt32

  /// Leaves `cursor` at the inner frame.
  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    let start = cursor.offset
    let word = try cursor.readUInt32()
    // The I flag must be set; the others are reserved or belong to extensions that do not change the layout.
    guard word >> 24 & 0x08 != 0 else { throw DecodeError(.badVersion, at: start) }
    networkIdentifier = try cursor.readUInt32() >> 8
  }
}
