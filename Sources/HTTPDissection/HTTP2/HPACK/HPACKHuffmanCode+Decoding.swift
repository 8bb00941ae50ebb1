import ByteParsing

extension HPACKHuffmanCode {
  /// Appends the decoded bytes to `out`, at most 8/5 of those given.
  func decode(_ bytes: RawSpan, into out: inout [UInt8]) throws(HPACKFailure) {
    var offset = 0
    // The next bits, from the top; behind the last byte come ones, which are the beginning of EOS.
    var window: UInt64 = .max
    var filled = 0
    while true {
      while filled <= 56, offset < bytes.byteCount {
        let shift = UInt64(56 - filled)
        window &= ~(0xff << shift) | UInt64(bytes[byteAt: offset]) << shift
        filled += 8
        offset += 1
      }
      let (symbol, length) = symbol(in: UInt32(truncatingIfNeeded: window >> 32))
      if length > filled { return try checkPadding(window, bits: filled) }
      guard symbol != Self.endOfString else { throw .badHuffman }
      out.append(UInt8(truncatingIfNeeded: symbol))
      window = window << UInt64(length) | (1 << UInt64(length) &- 1)
      filled -= length
    }
  }

  /// What is left must be fewer than eight bits, all of them ones (RFC 7541 §5.2).
  private func checkPadding(_ window: UInt64, bits: Int) throws(HPACKFailure) {
    guard bits < 8, window == .max else { throw .badHuffman }
  }
}
