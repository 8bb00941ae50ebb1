package import TrafficModel

extension JSONExcerpt {
  /// Equal for equal values, and hardly ever for others; digests are made later, for records. Never 0.
  package var likeness: UInt64 {
    var hash = StableHash()
    hash.combine(UInt64(fullBytes))
    var word: UInt64 = 0
    for (index, byte) in text.prefix(4_096).enumerated() {
      word = word << 8 | UInt64(byte)
      if index & 7 == 7 { hash.combine(word) }
    }
    hash.combine(word)
    return hash.value | 1
  }
}
