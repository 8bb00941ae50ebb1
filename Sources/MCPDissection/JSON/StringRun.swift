/// The bytes of a JSON string up to the next one that needs a look: a quote, a backslash, a control character.
///
/// This is the loop that most bytes of MCP traffic pass: eight bytes in one word, without branches on single bytes. (Vector
/// types of the standard library take four times the instructions here, as they are compiled for any x86-64.)
struct StringRun {
  let end: Int
  let hasNonASCII: Bool

  init(_ buffer: UnsafeRawBufferPointer, from start: Int) {
    var index = start
    var seen: UInt64 = 0
    // Two words at a time first: most strings that matter are long.
    while index &+ 16 <= buffer.count {
      let low = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let high = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self))
      guard Self.marks(low) | Self.marks(high) == 0 else { break }
      seen |= low | high
      index &+= 16
    }
    while index &+ 8 <= buffer.count {
      // Safe: the condition keeps all eight bytes inside the buffer.
      let word = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let marks = Self.marks(word)
      guard marks == 0 else {
        let length = marks.trailingZeroBitCount >> 3
        // Bytes from the marked one on do not belong to the run.
        seen |= length == 0 ? 0 : word << UInt64(64 &- length &* 8)
        index &+= length
        end = index
        hasNonASCII = seen & Self.highBits != 0
        return
      }
      seen |= word
      index &+= 8
    }
    while index < buffer.count {
      let byte = buffer[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      seen |= UInt64(byte)
      index &+= 1
    }
    end = index
    hasNonASCII = seen & Self.highBits != 0
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of the first byte that needs a look, and perhaps of bytes behind it: a borrow can only come from a byte
  /// that is marked itself.
  @inline(__always)
  private static func marks(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5c)
    // All three leave the high bit of a byte that is not ASCII; it is taken out once for all.
    return ((quote &- ones) | (backslash &- ones) | (word &- ones &* 0x20)) & ~word & highBits
  }
}
