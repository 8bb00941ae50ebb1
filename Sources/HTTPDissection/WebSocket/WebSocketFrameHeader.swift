import ByteParsing

/// The header of a WebSocket frame (RFC 6455 §5.2): 2 to 14 bytes.
struct WebSocketFrameHeader: Hashable {
  enum Opcode: UInt8 {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10

    var isControl: Bool { rawValue & 8 != 0 }
  }

  var opcode: Opcode
  var isFinal: Bool
  /// The first reserved bit; permessage-deflate marks compressed messages with it (RFC 7692 §6).
  var isCompressed: Bool
  var payloadLength: UInt64
  /// The masking key, first byte lowest; nil when the payload is not masked.
  var mask: UInt32?

  /// Throws `truncated` while more bytes are needed, another reason when it is no frame.
  init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    let first = try cursor.readUInt8()
    let second = try cursor.readUInt8()
    guard first & 0x30 == 0, let opcode = Opcode(rawValue: first & 0x0f) else {
      throw DecodeError(.unsupported, at: 0)
    }
    self.opcode = opcode
    isFinal = first & 0x80 != 0
    isCompressed = first & 0x40 != 0
    payloadLength = UInt64(second & 0x7f)
    if opcode.isControl, !isFinal || isCompressed || payloadLength > 125 { throw DecodeError(.badLength, at: 1) }
    if payloadLength == 126 {
      payloadLength = UInt64(try cursor.readUInt16())
    } else if payloadLength == 127 {
      payloadLength = try cursor.readUInt64()
      guard payloadLength >> 63 == 0 else { throw DecodeError(.badLength, at: 2) }
    }
    if second & 0x80 != 0 { mask = try cursor.readLittleUInt32() }
  }
}
