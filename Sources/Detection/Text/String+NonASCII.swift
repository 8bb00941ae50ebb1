extension String {
  /// Whether `condition` holds for the value of any scalar beyond ASCII. Plain text, which nearly all is, goes by in words.
  func hasNonASCIIScalar(where condition: (UInt32) -> Bool) -> Bool {
    var copy = self
    return copy.withUTF8 { Self.hasNonASCIIScalar(UnsafeRawBufferPointer($0), condition) }
  }

  private static func hasNonASCIIScalar(_ text: UnsafeRawBufferPointer, _ condition: (UInt32) -> Bool) -> Bool {
    var index = 0
    while index < text.count {
      // Safe: the condition before keeps all eight bytes inside the buffer.
      if index &+ 8 <= text.count,
        text.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index &+= 8
        continue
      }
      let lead = text[index]
      guard lead >= 0xc0 else {
        index &+= 1
        continue
      }
      // Strings hold valid UTF-8: a lead byte says how many follow.
      let length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
      guard index &+ length <= text.count else { return false }
      var value = UInt32(lead) & (length == 4 ? 0x07 : length == 3 ? 0x0f : 0x1f)
      for offset in 1..<length { value = value << 6 | UInt32(text[index &+ offset] & 0x3f) }
      if condition(value) { return true }
      index &+= length
    }
    return false
  }
}
