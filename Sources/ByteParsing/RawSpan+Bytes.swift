import CByteScan

extension RawSpan {
  /// The byte at `offset`, which must be inside; checked.
  ///
  /// Inlinable: called per byte of header names, where the call across modules cost 2,700 of 40,000 instructions of an
  /// HTTP exchange.
  @inlinable
  public subscript(byteAt offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// Offset of the first `byte` at or after `start`.
  public func firstOffset(of byte: UInt8, from start: Int) -> Int? { firstOffset(of: byte, or: byte, from: start) }

  /// Offset of the first `a` or `b` at or after `start`, in one search: a stream of only one of them costs no more.
  public func firstOffset(of a: UInt8, or b: UInt8, from start: Int) -> Int? {
    let rest = extracting(droppingFirst: start)
    let offset = unsafe rest.withUnsafeBytes { bytes -> Int in
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe egret_first_of(
        base.assumingMemoryBound(to: UInt8.self), bytes.count, a, b, egret_vector_bytes())
    }
    return offset < rest.byteCount ? start &+ offset : nil
  }

  /// True when the bytes from `offset` on begin with `prefix`.
  public func hasPrefix(_ prefix: StaticString, at offset: Int = 0) -> Bool {
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
  public mutating func append(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
  }

  /// A copy of borrowed bytes.
  public init(copying bytes: RawSpan) {
    self = unsafe bytes.withUnsafeBytes { unsafe [UInt8]($0) }
  }
}
