import Glibc

extension UnsafeRawBufferPointer {
  /// Where `byte` stands first, from `start` on.
  func firstOffset(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - base
  }

  /// Where one of two bytes stands first, from `start` on: eight bytes are looked at in one step.
  func firstOffset(of first: UInt8, or second: UInt8, from start: Int) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (wantFirst, wantSecond) = (ones &* UInt64(first), ones &* UInt64(second))
    var index = start
    while index &+ 8 <= count {
      // Safe: the condition keeps all eight bytes inside the buffer.
      let word = UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let (left, right) = (word ^ wantFirst, word ^ wantSecond)
      let marks = ((left &- ones) & ~left | (right &- ones) & ~right) & (ones &* 0x80)
      if marks != 0 { return index &+ marks.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < count {
      if self[index] == first || self[index] == second { return index }
      index &+= 1
    }
    return nil
  }
}
