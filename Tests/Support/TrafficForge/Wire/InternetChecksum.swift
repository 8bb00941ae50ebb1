/// The ones' complement sum of RFC 1071, gathered in pieces. Every piece but the last must have an even length.
struct InternetChecksum {
  private var sum: UInt64 = 0

  mutating func add(_ value: UInt16) { sum &+= UInt64(value) }

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { raw in
      var offset = 0
      while offset &+ 4 <= raw.count {
        sum &+= UInt64(UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        offset &+= 4
      }
      if offset &+ 2 <= raw.count {
        sum &+= UInt64(UInt16(bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
        offset &+= 2
      }
      if offset < raw.count { sum &+= UInt64(raw[offset]) << 8 }
    }
  }

  var value: UInt16 {
    var folded = sum
    while folded > 0xffff { folded = (folded & 0xffff) &+ (folded >> 16) }
    return ~UInt16(folded)
  }
}
