package import ByteParsing

/// A GRE header with its optional fields skipped: RFC 2784, keys and sequence numbers of RFC 2890 (NVGRE is one with a
/// key), and version 1 of PPTP (RFC 2637 §4.1).
package struct GREHeader: Hashable, Sendable {
  package var etherType: EtherType
  package var hasSequenceNumber: Bool

  /// Leaves `cursor` at what the packet carries.
  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    let start = cursor.offset
    let flags = try cursor.readUInt16()
    etherType = EtherType(try cursor.readUInt16())
    hasSequenceNumber = flags & 0x1000 != 0
    // Source routing (RFC 1701) is obsolete and of unbounded length.
    guard flags & 0x4000 == 0, flags & 7 <= 1 else { throw DecodeError(.unsupported, at: start) }
    if flags & 0x8000 != 0 { try cursor.skip(4) }
    if flags & 0x2000 != 0 { try cursor.skip(4) }
    if hasSequenceNumber { try cursor.skip(4) }
    if flags & 7 == 1 && flags & 0x0080 != 0 { try cursor.skip(4) }
  }
}
