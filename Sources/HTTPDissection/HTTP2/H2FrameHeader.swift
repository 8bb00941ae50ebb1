package import ByteParsing

/// The nine bytes before the payload of an H2 frame (RFC 9113 §4.1).
package struct H2FrameHeader: Hashable, Sendable {
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let endStream = Flags(rawValue: 0x01)
    package static let acknowledgement = Flags(rawValue: 0x01)
    package static let endHeaders = Flags(rawValue: 0x04)
    package static let padded = Flags(rawValue: 0x08)
    package static let priority = Flags(rawValue: 0x20)
  }

  package static let byteCount = 9

  /// Bytes of the payload, below 2^24.
  package var length: Int
  package var type: UInt8
  package var flags: Flags
  /// Without the reserved bit.
  package var streamID: UInt32
  package var hasReservedBit: Bool

  /// Nil for a type that RFC 9113 does not define.
  package var kind: H2FrameKind? { H2FrameKind(rawValue: type) }

  /// - Parameter bits: the nine bytes as one number, most significant first.
  package init(bits: UInt128) {
    length = Int(truncatingIfNeeded: bits >> 48) & 0xff_ffff
    type = UInt8(truncatingIfNeeded: bits >> 40)
    flags = Flags(rawValue: UInt8(truncatingIfNeeded: bits >> 32))
    streamID = UInt32(truncatingIfNeeded: bits) & 0x7fff_ffff
    hasReservedBit = bits & 0x8000_0000 != 0
  }

  /// Leaves `cursor` at the first payload byte.
  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    guard cursor.remaining >= Self.byteCount else { throw DecodeError(.truncated, at: cursor.offset) }
    let high = UInt128(try cursor.readUInt64())
    self.init(bits: high << 8 | UInt128(try cursor.readUInt8()))
  }

  /// Bytes at the start of the payload that are not content: pad length, priority, promised stream.
  package var prefixLength: Int {
    let padding = flags.contains(.padded) ? 1 : 0
    switch kind {
    case .data: return padding
    case .headers: return padding + (flags.contains(.priority) ? 5 : 0)
    case .pushPromise: return padding + 4
    default: return 0
    }
  }

  /// Whether length and stream are what the type demands (RFC 9113 §6).
  package var isSound: Bool {
    switch kind {
    case .data, .headers, .pushPromise, .continuation: streamID != 0 && length >= prefixLength
    case .priority: streamID != 0 && length == 5
    case .resetStream: streamID != 0 && length == 4
    case .settings: streamID == 0 && (flags.contains(.acknowledgement) ? length == 0 : length % 6 == 0)
    case .ping: streamID == 0 && length == 8
    case .goAway: streamID == 0 && length >= 8
    case .windowUpdate: length == 4
    case nil: true
    }
  }
}
