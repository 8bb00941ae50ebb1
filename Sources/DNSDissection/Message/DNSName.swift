import ByteParsing
import TrafficModel

/// Domain names on the wire: labels, with a pointer for an end that was written before (RFC 1035 §4.1.4).
enum DNSName {
  /// Bytes of one name with its length bytes and without compression (RFC 1035 §2.3.4).
  static let wireLimit = 255
  /// Pointers followed in one name: one for each label that fits, and no more.
  static let pointerLimit = 127

  /// Reads the name at `cursor`, which must run over `message`, and leaves the cursor behind it.
  ///
  /// A pointer must point before the piece of name that it ends, so that the walk only goes back and no name is endless.
  static func read(_ message: RawSpan, _ cursor: inout ByteCursor) throws(DecodeError) -> UntrustedText {
    var text: [UInt8] = []
    var piece = cursor.offset
    var position = piece
    var wireLength = 0
    var pointers = 0
    var end: Int?
    while true {
      let length = try byte(message, position)
      if length < 64 {
        wireLength += length + 1
        guard wireLength <= wireLimit else { throw DecodeError(.badLength, at: position) }
        guard position + 1 + length <= message.byteCount else { throw DecodeError(.truncated, at: position) }
        if length == 0 { break }
        append(message.extracting(position + 1..<position + 1 + length), to: &text)
        position += 1 + length
      } else {
        guard length >= 192 else { throw DecodeError(.unsupported, at: position) }
        let target = (length & 63) << 8 | (try byte(message, position + 1))
        pointers += 1
        guard target < piece, pointers <= pointerLimit else { throw DecodeError(.badLength, at: position) }
        if end == nil { end = position + 2 }
        (piece, position) = (target, target)
      }
    }
    try cursor.skip((end ?? position + 1) - cursor.offset)
    return text.isEmpty ? UntrustedText(".") : UntrustedText(decoding: text)
  }

  /// Leaves the cursor behind a name that nobody needs.
  static func skip(_ cursor: inout ByteCursor) throws(DecodeError) {
    while true {
      let offset = cursor.offset
      let length = Int(try cursor.readUInt8())
      if length == 0 { return }
      if length >= 192 { return try cursor.skip(1) }
      guard length < 64 else { throw DecodeError(.unsupported, at: offset) }
      try cursor.skip(length)
    }
  }

  /// The same name for every spelling that name servers take as equal (RFC 4343).
  static func folded(_ name: UntrustedText) -> UntrustedText {
    let utf8 = name.rawTextForMatchingAndStorage.utf8
    guard utf8.contains(where: { $0 >= 65 && $0 <= 90 }) else { return name }
    return UntrustedText(decoding: utf8.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 })
  }

  private static func byte(_ message: RawSpan, _ offset: Int) throws(DecodeError) -> Int {
    guard offset < message.byteCount else { throw DecodeError(.truncated, at: offset) }
    return Int(message[byteAt: offset])
  }

  /// Labels may hold any byte. What would be taken for something else is written as in zone files (RFC 1035 §5.1).
  private static func append(_ label: RawSpan, to text: inout [UInt8]) {
    if !text.isEmpty { text.append(UInt8(ascii: ".")) }
    let keepsHighBytes = isUTF8(label)
    for offset in 0..<label.byteCount {
      let byte = label[byteAt: offset]
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
      case 0..<32, 127: append(escaping: byte, to: &text)
      case 128...: if keepsHighBytes { text.append(byte) } else { append(escaping: byte, to: &text) }
      default: text.append(byte)
      }
    }
  }

  private static func append(escaping byte: UInt8, to text: inout [UInt8]) {
    text += [UInt8(ascii: "\\"), 48 + byte / 100, 48 + byte / 10 % 10, 48 + byte % 10]
  }

  private static func isUTF8(_ label: RawSpan) -> Bool {
    for offset in 0..<label.byteCount where label[byteAt: offset] >= 128 {
      return String(validating: [UInt8](copying: label), as: UTF8.self) != nil
    }
    return true
  }
}
