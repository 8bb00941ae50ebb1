/// A SHA-256 value (FIPS 180-4).
package struct Digest: Hashable, Comparable, Sendable {
  /// Big-endian words, the most significant first.
  package let words: (UInt64, UInt64, UInt64, UInt64)

  /// Takes the first 32 bytes; missing ones count as zero.
  package init(_ bytes: some Sequence<UInt8>) {
    var words: [UInt64] = [0, 0, 0, 0]
    for (index, byte) in bytes.prefix(32).enumerated() {
      words[index >> 3] |= UInt64(byte) << UInt64(56 - 8 * (index & 7))
    }
    self.words = (words[0], words[1], words[2], words[3])
  }

  package static func == (a: Self, b: Self) -> Bool { a.words == b.words }
  package static func < (a: Self, b: Self) -> Bool { a.words < b.words }
  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  /// The 32 bytes, most significant first.
  package var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
    }
  }
}
