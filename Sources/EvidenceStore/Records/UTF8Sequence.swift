/// Decodes one multi-byte sequence of UTF-8 (Unicode 16 table 3-7). Overlong forms, surrogates and values beyond U+10FFFF are
/// not well-formed.
enum UTF8Sequence {
  /// The scalar that begins at `index` and its length in bytes; nil when none does.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, length: Int)? {
    let first = bytes[index]
    let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    guard first >= 0xc2, first <= 0xf4, bytes.count - index >= length else { return nil }
    var scalar = UInt32(first) & (0x7f >> UInt32(length))
    for offset in 1..<length {
      let next = bytes[index + offset]
      guard next & 0xc0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(next & 0x3f)
    }
    let isWellFormed =
      switch length {
      case 2: true
      case 3: scalar >= 0x800 && !(0xd800...0xdfff).contains(scalar)
      default: scalar >= 0x10000 && scalar <= 0x10ffff
      }
    return isWellFormed ? (scalar, length) : nil
  }
}
