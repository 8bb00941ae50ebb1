package import ByteParsing

/// The twelve bytes before the question (RFC 1035 §4.1.1).
package struct DNSHeader: Hashable, Sendable {
  package static let length = 12

  package var id: UInt16
  package var flags: UInt16
  package var questionCount: UInt16
  package var answerCount: UInt16
  package var authorityCount: UInt16
  package var additionalCount: UInt16

  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    id = try cursor.readUInt16()
    flags = try cursor.readUInt16()
    questionCount = try cursor.readUInt16()
    answerCount = try cursor.readUInt16()
    authorityCount = try cursor.readUInt16()
    additionalCount = try cursor.readUInt16()
  }

  package var isResponse: Bool { flags & 0x8000 != 0 }
  package var opcode: UInt8 { UInt8(truncatingIfNeeded: flags >> 11) & 15 }
  package var isAuthoritative: Bool { flags & 0x0400 != 0 }
  package var isTruncated: Bool { flags & 0x0200 != 0 }
  /// The bit that must be zero.
  package var isReservedBitSet: Bool { flags & 0x0040 != 0 }
  package var responseCode: UInt16 { flags & 15 }
}
