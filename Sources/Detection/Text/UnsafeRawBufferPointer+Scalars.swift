extension UnsafeRawBufferPointer {
  /// Every scalar beyond ASCII, with the place of its bytes. Plain text, which nearly all is, goes by in words; bytes that are
  /// no UTF-8 are passed over.
  func forEachScalarBeyondASCII(_ body: (Unicode.Scalar, Range<Int>) -> Void) {
    var index = 0
    while index < count {
      // Safe: the condition before keeps all eight bytes inside the buffer.
      if index &+ 8 <= count {
        let beyond = loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian & 0x8080_8080_8080_8080
        guard beyond != 0 else {
          index &+= 8
          continue
        }
        index &+= beyond.trailingZeroBitCount >> 3
      }
      guard let (scalar, length) = scalar(at: index) else {
        index &+= 1
        continue
      }
      body(scalar, index..<index &+ length)
      index &+= length
    }
  }

  /// Nil for ASCII, for what is no lead byte, and for what is cut off.
  func scalar(at index: Int) -> (Unicode.Scalar, Int)? {
    let lead = self[index]
    guard lead >= 0xc2, lead < 0xf5 else { return nil }
    let length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
    guard index &+ length <= count else { return nil }
    var value = UInt32(lead) & (length == 4 ? 0x07 : length == 3 ? 0x0f : 0x1f)
    for offset in 1..<length {
      let byte = self[index &+ offset]
      guard byte & 0xc0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3f)
    }
    return Unicode.Scalar(value).map { ($0, length) }
  }
}
