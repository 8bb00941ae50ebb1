/// Reading at fixed offsets, once a header's length has been checked. Here and not in `ByteParsing`, because small functions
/// are inlined into their callers only within a module: a frame is decoded in half the instructions.
extension RawSpan {
  @inline(__always)
  func loadUInt8(at offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

  @inline(__always)
  func loadUInt16(at offset: Int) -> UInt16 {
    UInt16(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  @inline(__always)
  func loadUInt32(at offset: Int) -> UInt32 {
    UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  @inline(__always)
  func loadUInt128(at offset: Int) -> UInt128 {
    UInt128(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt128.self))
  }
}
