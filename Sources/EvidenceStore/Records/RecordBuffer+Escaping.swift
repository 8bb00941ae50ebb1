import CByteScan

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
        index = Self.endOfPlain(bytes, from: index)
        guard index < bytes.count else { break }
        let byte = bytes[index]
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

  /// Where the next byte is that is not plain ASCII, or the end. Eight bytes at a time: a lane's high bit is set when the
  /// byte is not ASCII, below blank, DEL, a quotation mark or a backslash. Borrows between lanes can only set bits in lanes
  /// above one that is set anyway, and all that is asked is where the first one is; it is then looked at by itself.
  private static func endOfPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    if let base = bytes.baseAddress, bytes.count - index >= 16 {
      index += egret_printable_bytes(base + index, bytes.count - index)
    }
    let ones: UInt64 = 0x0101_0101_0101_0101
    while bytes.count - index >= 8, let base = bytes.baseAddress {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5c)
      let delete = word ^ (ones &* 0x7f)
      let found = word | (word &- ones &* 0x20) | (quote &- ones) | (backslash &- ones) | (delete &- ones)
      guard found & (ones &* 0x80) == 0 else { break }
      index += 8
    }
    while index < bytes.count, isPlain(bytes[index]) { index += 1 }
    return index
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
