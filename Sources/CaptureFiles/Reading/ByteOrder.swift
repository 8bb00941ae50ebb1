import ByteParsing

/// The byte order of the machine that wrote a capture, or a section of one.
package enum ByteOrder: UInt8, CaseIterable, Sendable {
  case little, big

  @inline(__always)
  func value<T: FixedWidthInteger>(_ stored: T) -> T {
    self == .little ? T(littleEndian: stored) : T(bigEndian: stored)
  }
}

extension ByteCursor {
  mutating func readUInt16(_ order: ByteOrder) throws(DecodeError) -> UInt16 {
    order == .little ? try readLittleUInt16() : try readUInt16()
  }

  mutating func readUInt32(_ order: ByteOrder) throws(DecodeError) -> UInt32 {
    order == .little ? try readLittleUInt32() : try readUInt32()
  }

  /// Eight bytes as one number; for option values that are a 64-bit integer.
  mutating func readUInt64(_ order: ByteOrder) throws(DecodeError) -> UInt64 {
    let stored = try readUInt64()
    return order == .little ? stored.byteSwapped : stored
  }
}
