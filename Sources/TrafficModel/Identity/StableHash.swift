/// A 64-bit hash that is the same in every process and on every machine; for names and joins, not for security.
///
/// Each word is mixed with the finalizer of SplitMix64, so single-bit differences spread over all bits.
public struct StableHash: Sendable {
  /// Of everything combined so far.
  public private(set) var value: UInt64 = 0x2545_f491_4f6c_dd1d

  /// Of nothing.
  public init() {}

  /// Takes in a number.
  public mutating func combine(_ word: UInt64) {
    var z = value ^ word
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    value = (z ^ (z >> 31)) &+ 0x9e37_79b9_7f4a_7c15
  }

  /// Takes in a text.
  public mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
  }

  /// The same as a text of these bytes gives.
  public mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    var word: UInt64 = 0
    var index = 0
    while index &+ 8 <= bytes.count {
      // Safe: the condition keeps all eight bytes inside the buffer.
      word = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      combine(word)
      index &+= 8
    }
    while index < bytes.count {
      word = word << 8 | UInt64(bytes[index])
      index &+= 1
    }
    combine(word)
    combine(UInt64(bytes.count))
  }
}
