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
    var text = text
    text.withUTF8 { escaped($0.span) }
  }

  /// The inside of a string value.
  package mutating func escaped(_ text: Span<UInt8>) {
    text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      var index = 0
      while index < bytes.count {
        if bytes[index] < 0x80 {
          let done = printable(base + index, bytes.count - index)
          index += done > 0 ? done : escape(control: bytes[index])
        } else {
          index += character(bytes, at: index)
        }
      }
    }
  }

  /// Appends what needs no look at single characters; returns how many bytes that were, up to some thousands. None where the
  /// first is beyond ASCII or has no short escape.
  private mutating func printable(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let most = min(count, 4096)
    var done = 0
    append(atMost: 2 * most + 16) { place in
      var written = 0
      done = egret_copy_escaped(bytes, most, place, &written)
      return written
    }
    return done
  }

  private mutating func escape(control byte: UInt8) -> Int {
    raw("\\u")
    hexadecimal(UInt64(byte), width: 4)
    return 1
  }

  /// Appends a character beyond ASCII, as it is where a reader sees it.
  private mutating func character(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard let (scalar, length) = UTF8Sequence.decode(bytes, at: index) else {
      raw("\\ufffd")
      return 1
    }
    if InvisibleCharacters.contains(scalar) {
      escape(scalar)
    } else {
      for offset in 0..<length { put(bytes[index + offset]) }
    }
    return length
  }

  private mutating func escape(_ scalar: UInt32) {
    guard scalar > 0xffff else { return escape(unit: scalar) }
    // A surrogate pair (RFC 8259 §7).
    let offset = scalar - 0x10000
    escape(unit: 0xd800 + (offset >> 10))
    escape(unit: 0xdc00 + (offset & 0x3ff))
  }

  private mutating func escape(unit: UInt32) {
    raw("\\u")
    hexadecimal(UInt64(unit), width: 4)
  }
}
