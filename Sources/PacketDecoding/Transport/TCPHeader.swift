package import ByteParsing

/// A TCP header with its options skipped (RFC 9293 §3.1).
package struct TCPHeader: Hashable, Sendable {
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let fin = Flags(rawValue: 1 << 0)
    package static let syn = Flags(rawValue: 1 << 1)
    package static let rst = Flags(rawValue: 1 << 2)
    package static let psh = Flags(rawValue: 1 << 3)
    package static let ack = Flags(rawValue: 1 << 4)
  }

  /// Without options, and the least that must have been captured.
  package static let minimumLength = 20

  package var sourcePort: UInt16
  package var destinationPort: UInt16
  package var sequence: SequenceNumber
  /// Meaningless unless `flags` holds `.ack`.
  package var acknowledgement: SequenceNumber
  /// Bytes from the first of the header to the first of the payload, options included.
  package var length: Int { Int(wordCount) &* 4 }
  private let wordCount: UInt8
  package var flags: Flags
  package var window: UInt16
  /// As sent. Not verified, deliberately: offloading makes checksums wrong on the sender's own captures.
  package var checksum: UInt16

  /// Reads the fixed part and leaves `cursor` behind it. Options may be cut off by a snap length, so they are not
  /// required to be there: the payload begins `length` bytes after the header did.
  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    let start = cursor.offset
    guard cursor.remaining >= Self.minimumLength else { throw DecodeError(.truncated, at: start &+ cursor.remaining) }
    let bytes = try cursor.take(Self.minimumLength)
    sourcePort = bytes.loadUInt16(at: 0)
    destinationPort = bytes.loadUInt16(at: 2)
    sequence = SequenceNumber(bytes.loadUInt32(at: 4))
    acknowledgement = SequenceNumber(bytes.loadUInt32(at: 8))
    wordCount = bytes.loadUInt8(at: 12) >> 4
    guard wordCount >= 5 else { throw DecodeError(.badLength, at: start &+ 12) }
    flags = Flags(rawValue: bytes.loadUInt8(at: 13))
    window = bytes.loadUInt16(at: 14)
    checksum = bytes.loadUInt16(at: 16)
  }
}
