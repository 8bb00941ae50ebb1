/// Peer text in a record is valid JSON and valid UTF-8, and neither a terminal nor a line reader can be steered by it: every
/// control, direction mark, line separator and invisible character is escaped as `\uXXXX`; bytes that are not UTF-8 become
/// `\ufffd`. The escape loses nothing, so the text can still be analyzed for what it hides.
extension RecordBuffer {
  /// A whole string value.
  package mutating func string(escaping text: Span<UInt8>) {
    beginString()
    escaped(text)
    endString()
  }

  package mutating func string(escaping text: String) {
    beginString()
    escaped(text)
    endString()
  }

  /// The inside of a string value.
  package mutating func escaped(_ text: String) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { escaped($0.span) }
    if done == nil { escaped(Array(text.utf8).span) }
  }

  /// The inside of a string value.
  package mutating func escaped(_ text: Span<UInt8>) {
    text.withUnsafeBufferPointer { bytes in
      var plainStart = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if Self.isPlain(byte) {
          index += 1
          continue
        }
        let length = byte < 0x80 ? 1 : Self.visibleSequenceLength(bytes, at: index)
        if byte >= 0x80, length > 0 {
          index += length
          continue
        }
        raw(UnsafeBufferPointer(rebasing: bytes[plainStart..<index]))
        index += byte < 0x80 ? escape(ascii: byte) : escape(multibyte: bytes, at: index)
        plainStart = index
      }
      raw(UnsafeBufferPointer(rebasing: bytes[plainStart...]))
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7f && byte != 0x22 && byte != 0x5c
  }

  private mutating func escape(ascii byte: UInt8) -> Int {
    put(0x5c)
    switch byte {
    case 0x22, 0x5c: put(byte)
    case 0x0a: put(0x6e)
    case 0x0d: put(0x72)
    case 0x09: put(0x74)
    default:
      put(0x75)
      hexadecimal(UInt64(byte), width: 4)
    }
    return 1
  }

  private mutating func escape(multibyte bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard let (scalar, length) = UTF8Sequence.decode(bytes, at: index) else {
      raw("\\ufffd")
      return 1
    }
    if scalar > 0xffff {
      // A surrogate pair (RFC 8259 §7).
      let offset = scalar - 0x10000
      escape(unit: 0xd800 + (offset >> 10))
      escape(unit: 0xdc00 + (offset & 0x3ff))
    } else {
      escape(unit: scalar)
    }
    return length
  }

  private mutating func escape(unit: UInt32) {
    raw("\\u")
    hexadecimal(UInt64(unit), width: 4)
  }

  /// The length of the well-formed sequence at `index` if its character may be written as it is, else 0.
  private static func visibleSequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard let (scalar, length) = UTF8Sequence.decode(bytes, at: index) else { return 0 }
    return InvisibleCharacters.contains(scalar) ? 0 : length
  }
}
