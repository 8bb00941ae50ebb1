/// A bounds-checked, big-endian reader over bytes it does not own.
///
/// A copy is a checkpoint: keep one, read ahead, assign it back to rewind. The compiler rejects a cursor that would
/// outlive the bytes beneath it.
public struct ByteCursor: ~Escapable {
  private let bytes: RawSpan
  /// Bytes read so far.
  public private(set) var offset = 0

  /// Reads `bytes` from their beginning.
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan) { self.bytes = bytes }

  /// Bytes that are left.
  public var remaining: Int { bytes.byteCount &- offset }

  /// The next byte.
  public mutating func readUInt8() throws(DecodeError) -> UInt8 { try read() }
  /// The next two bytes, the highest first.
  public mutating func readUInt16() throws(DecodeError) -> UInt16 { UInt16(bigEndian: try read()) }
  /// The next four bytes, the highest first.
  public mutating func readUInt32() throws(DecodeError) -> UInt32 { UInt32(bigEndian: try read()) }
  /// The next eight bytes, the highest first.
  public mutating func readUInt64() throws(DecodeError) -> UInt64 { UInt64(bigEndian: try read()) }
  /// The next sixteen bytes, the highest first.
  public mutating func readUInt128() throws(DecodeError) -> UInt128 { UInt128(bigEndian: try read()) }

  /// Three bytes, as TLS and HTTP/2 lengths use them.
  public mutating func readUInt24() throws(DecodeError) -> UInt32 {
    guard remaining >= 3 else { throw DecodeError(.truncated, at: offset) }
    let high = UInt32(try readUInt8())
    return high << 16 | UInt32(try readUInt16())
  }

  /// The next two bytes, the lowest first.
  public mutating func readLittleUInt16() throws(DecodeError) -> UInt16 { UInt16(littleEndian: try read()) }
  /// The next four bytes, the lowest first.
  public mutating func readLittleUInt32() throws(DecodeError) -> UInt32 { UInt32(littleEndian: try read()) }

  /// Passes over that many bytes.
  public mutating func skip(_ count: Int) throws(DecodeError) {
    guard count >= 0, remaining >= count else { throw DecodeError(.truncated, at: offset) }
    offset &+= count
  }

  /// The next `count` bytes, still borrowed from the same memory.
  @_lifetime(copy self)
  public mutating func take(_ count: Int) throws(DecodeError) -> RawSpan {
    guard count >= 0, remaining >= count else { throw DecodeError(.truncated, at: offset) }
    defer { offset &+= count }
    return bytes.extracting(offset..<offset &+ count)
  }

  /// Everything not read yet.
  @_lifetime(copy self)
  public mutating func takeRest() -> RawSpan {
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
