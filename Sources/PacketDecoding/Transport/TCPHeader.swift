public import ByteParsing

/// A TCP header with its options skipped (RFC 9293 §3.1).
public struct TCPHeader: Hashable, Sendable {
  /// The control bits that reassembly looks at (RFC 9293 §3.1).
  public struct Flags: OptionSet, Hashable, Sendable {
    /// As it stands in the header.
    public let rawValue: UInt8
    /// From the byte of a header.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The sender is done.
    public static let fin = Flags(rawValue: 1 << 0)
    /// Begins a connection.
    public static let syn = Flags(rawValue: 1 << 1)
    /// Ends a connection at once.
    public static let rst = Flags(rawValue: 1 << 2)
    /// To be handed on at once.
    public static let psh = Flags(rawValue: 1 << 3)
    /// The acknowledgement means something.
    public static let ack = Flags(rawValue: 1 << 4)
  }

  /// Without options, and the least that must have been captured.
  public static let minimumLength = 20

  /// Of the sender.
  public var sourcePort: UInt16
  /// Of the receiver.
  public var destinationPort: UInt16
  /// Of the first byte of payload, or of the SYN.
  public var sequence: SequenceNumber
  /// Meaningless unless `flags` holds `.ack`.
  public var acknowledgement: SequenceNumber
  /// Bytes from the first of the header to the first of the payload, options included.
  public var length: Int { Int(wordCount) &* 4 }
  private let wordCount: UInt8
  /// What the segment does to the connection.
  public var flags: Flags
  /// Bytes that the sender will take, unscaled.
  public var window: UInt16
  /// As sent. Not verified, deliberately: offloading makes checksums wrong on the sender's own captures.
  public var checksum: UInt16

  /// Reads the fixed part and leaves `cursor` behind it. Options may be cut off by a snap length, so they are not
  /// required to be there: the payload begins `length` bytes after the header did.
  public init(parsing cursor: inout ByteCursor) throws(DecodeError) {
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
