extension RawSpan {
  /// The byte at `offset`, which must be inside; checked.
  package subscript(byteAt offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// Offset of the first `byte` at or after `start`, sixteen bytes at a time.
  package func firstOffset(of byte: UInt8, from start: Int) -> Int? {
    var offset = start
    let pattern = SIMD16<UInt8>(repeating: byte)
    while offset &+ 16 <= byteCount {
      // Safe: the condition above keeps all sixteen bytes inside the span.
      let chunk = unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<UInt8>.self)
      if any(chunk .== pattern) { break }
      offset &+= 16
    }
    while offset < byteCount {
      if self[byteAt: offset] == byte { return offset }
      offset &+= 1
    }
    return nil
  }

  /// True when the bytes from `offset` on begin with `prefix`.
  package func hasPrefix(_ prefix: StaticString, at offset: Int = 0) -> Bool {
    let count = prefix.utf8CodeUnitCount
    guard offset >= 0, byteCount &- offset >= count else { return false }
    for index in 0..<count {
      // Safe: `index` is below the length of the literal.
      let expected = unsafe prefix.utf8Start[index]
      if self[byteAt: offset &+ index] != expected { return false }
    }
    return true
  }
}

extension [UInt8] {
  /// Copies borrowed bytes to the end.
  package mutating func append(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
  }

  /// A copy of borrowed bytes.
  package init(copying bytes: RawSpan) {
    self = unsafe bytes.withUnsafeBytes { unsafe [UInt8]($0) }
  }
}
