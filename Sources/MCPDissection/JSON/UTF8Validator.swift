import CByteScan

/// Checks UTF-8 that comes in pieces (RFC 3629; Unicode 15 table 3-7).
struct UTF8Validator {
  /// Continuation bytes still missing.
  private var needed: UInt8 = 0
  /// Bounds of the next continuation byte; narrower than 80…BF right after some lead bytes.
  private var lower: UInt8 = 0x80
  private var upper: UInt8 = 0xbf

  var isComplete: Bool { needed == 0 }

  mutating func reset() { self = UTF8Validator() }

  /// False when `byte` cannot stand here; the state then starts over.
  mutating func accept(_ byte: UInt8) -> Bool {
    if needed > 0 {
      guard byte >= lower, byte <= upper else {
        reset()
        return false
      }
      needed &-= 1
      (lower, upper) = (0x80, 0xbf)
      return true
    }
    return byte < 0x80 || begin(byte)
  }

  /// The same for many bytes, of which whole characters go by without the state of a single one.
  mutating func accept(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var isValid = true
    var index = 0
    while index < bytes.count {
      if needed == 0, let base = bytes.baseAddress {
        // Safe: from `index` to the end of the buffer.
        let rest = (base + index).assumingMemoryBound(to: UInt8.self)
        index &+= egret_utf8_bytes(rest, bytes.count &- index)
        if index == bytes.count { break }
      }
      if !accept(bytes[index]) { isValid = false }
      index &+= 1
    }
    return isValid
  }

  private mutating func begin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xc2...0xdf: needed = 1
    case 0xe0: (needed, lower) = (2, 0xa0)
    case 0xed: (needed, upper) = (2, 0x9f)
    case 0xe1...0xef: needed = 2
    case 0xf0: (needed, lower) = (3, 0x90)
    case 0xf1...0xf3: needed = 3
    case 0xf4: (needed, upper) = (3, 0x8f)
    default: return false
    }
    return true
  }
}
