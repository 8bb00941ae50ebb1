/// The bytes of a JSON string up to the next one that needs a look: a quote, a backslash, a control character.
///
/// This is the loop that most bytes of MCP traffic pass; 64 at a time.
struct StringRun {
  let end: Int
  let hasNonASCII: Bool

  init(_ buffer: UnsafeRawBufferPointer, from start: Int) {
    var index = start
    var high = SIMD64<UInt8>.zero
    let quote = SIMD64<UInt8>(repeating: UInt8(ascii: "\""))
    let backslash = SIMD64<UInt8>(repeating: UInt8(ascii: "\\"))
    let space = SIMD64<UInt8>(repeating: 0x20)
    while index &+ 64 <= buffer.count {
      // Safe: the condition keeps all 64 bytes inside the buffer.
      let chunk = buffer.loadUnaligned(fromByteOffset: index, as: SIMD64<UInt8>.self)
      if any((chunk .== quote) .| (chunk .== backslash) .| (chunk .< space)) { break }
      high |= chunk
      index &+= 64
    }
    var accumulated = high.max()
    while index < buffer.count {
      let byte = buffer[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      accumulated |= byte
      index &+= 1
    }
    end = index
    hasNonASCII = accumulated >= 0x80
  }
}
