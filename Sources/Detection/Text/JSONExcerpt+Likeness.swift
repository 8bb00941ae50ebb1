package import TrafficModel

extension JSONExcerpt {
  /// Equal for equal values, and hardly ever for others; digests are made later, for records. Never 0.
  package var likeness: UInt64 {
    var hash = StableHash()
    hash.combine(UInt64(fullBytes))
    text.withUnsafeBytes { text in
      let end = min(text.count, 4_096)
      var (index, word) = (0, UInt64(0))
      while index &+ 8 <= end {
        // Safe: the condition keeps all eight bytes inside the text.
        word = UInt64(bigEndian: text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        hash.combine(word)
        index &+= 8
      }
      while index < end {
        word = word << 8 | UInt64(text[index])
        index &+= 1
      }
      hash.combine(word)
    }
    return hash.value | 1
  }
}
