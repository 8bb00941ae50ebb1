import Glibc

extension UnsafeRawBufferPointer {
  /// Where `byte` stands first, from `start` on.
  func firstOffset(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - base
  }

  /// Where `pattern` stands first, from `start` on, at `limit` or before: where its first two bytes stand is looked at eight places at a time.
  /// Nil for an empty pattern.
  func firstOffset(of pattern: UnsafeRawBufferPointer, from start: Int = 0, notBeyond limit: Int) -> Int? {
    guard let base = baseAddress, let wanted = pattern.baseAddress, !pattern.isEmpty, pattern.count <= count else {
      return nil
    }
    let last = Swift.min(limit, count &- pattern.count)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let first = ones &* UInt64(pattern[0])
    let second = ones &* UInt64(pattern[Swift.min(1, pattern.count &- 1)])
    let step = pattern.count > 1 ? 1 : 0
    var index = start
    while index <= last {
      // Safe: the condition keeps the eight bytes behind the first, too, inside the buffer.
      guard index &+ 9 <= count else {
        if memcmp(base + index, wanted, pattern.count) == 0 { return index }
        index &+= 1
        continue
      }
      let left = UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ first
      let right = UInt64(littleEndian: loadUnaligned(fromByteOffset: index &+ step, as: UInt64.self)) ^ second
      // Marks every place where both agree, and few others.
      var marks = (left &- ones) & ~left & (right &- ones) & ~right & (ones &* 0x80)
      while marks != 0 {
        let place = index &+ marks.trailingZeroBitCount &>> 3
        guard place <= last else { return nil }
        if memcmp(base + place, wanted, pattern.count) == 0 { return place }
        marks &= marks &- 1
      }
      index &+= 8
    }
    return nil
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
