/// A bounds-checked, big-endian reader over bytes it does not own.
///
/// A copy is a checkpoint: keep one, read ahead, assign it back to rewind. The compiler rejects a cursor that would
/// outlive the bytes beneath it.
package struct ByteCursor: ~Escapable {
  private let bytes: RawSpan
  package private(set) var offset = 0

  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan) { self.bytes = bytes }

  package var remaining: Int { bytes.byteCount &- offset }

  package mutating func readUInt8() throws(DecodeError) -> UInt8 { try read() }
  package mutating func readUInt16() throws(DecodeError) -> UInt16 { UInt16(bigEndian: try read()) }
  package mutating func readUInt32() throws(DecodeError) -> UInt32 { UInt32(bigEndian: try read()) }
  package mutating func readUInt64() throws(DecodeError) -> UInt64 { UInt64(bigEndian: try read()) }
  package mutating func readUInt128() throws(DecodeError) -> UInt128 { UInt128(bigEndian: try read()) }

  /// Three bytes, as TLS and HTTP/2 lengths use them.
  package mutating func readUInt24() throws(DecodeError) -> UInt32 {
    guard remaining >= 3 else { throw DecodeError(.truncated, at: offset) }
    let high = UInt32(try readUInt8())
    return high << 16 | UInt32(try readUInt16())
  }

  package mutating func readLittleUInt16() throws(DecodeError) -> UInt16 { UInt16(littleEndian: try read()) }
  package mutating func readLittleUInt32() throws(DecodeError) -> UInt32 { UInt32(littleEndian: try read()) }

  package mutating func skip(_ count: Int) throws(DecodeError) {
    guard count >= 0, remaining >= count else { throw DecodeError(.truncated, at: offset) }
    offset &+= count
  }

  /// The next `count` bytes, still borrowed from the same memory.
  @_lifetime(copy self)
  package mutating func take(_ count: Int) throws(DecodeError) -> RawSpan {
    guard count >= 0, remaining >= count else { throw DecodeError(.truncated, at: offset) }
    defer { offset &+= count }
    return bytes.extracting(offset..<offset &+ count)
  }

  /// Everything not read yet.
  @_lifetime(copy self)
  package mutating func takeRest() -> RawSpan {
    defer { offset = bytes.byteCount }
    return bytes.extracting(offset..<bytes.byteCount)
  }

  private mutating func read<T: FixedWidthInteger & BitwiseCopyable>() throws(DecodeError) -> T {
    guard remaining >= MemoryLayout<T>.size else { throw DecodeError(.truncated, at: offset) }
    defer { offset &+= MemoryLayout<T>.size }
    // Safe: the guard proved that all of T lies inside `bytes`.
    return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: T.self)
  }
}
