/// A SHA-256 value (FIPS 180-4).
public struct Digest: Hashable, Comparable, Sendable {
  /// Big-endian words, the most significant first.
  public let words: (UInt64, UInt64, UInt64, UInt64)

  /// Takes the first 32 bytes; missing ones count as zero. Concrete, because every message has one and an unspecialized
  /// sequence costs as much as the hash.
  public init(_ bytes: UnsafeRawBufferPointer) {
    func word(_ index: Int) -> UInt64 {
      (0..<8).reduce(0) { word, offset in
        let position = index &* 8 &+ offset
        return word << 8 | (position < bytes.count ? UInt64(bytes[position]) : 0)
      }
    }
    words = (word(0), word(1), word(2), word(3))
  }

  /// From its 32 bytes.
  public init(_ bytes: [UInt8]) { self = bytes.withUnsafeBytes { Digest($0) } }

  /// All bits.
  public static func == (a: Self, b: Self) -> Bool { a.words == b.words }
  /// By number.
  public static func < (a: Self, b: Self) -> Bool { a.words < b.words }
  /// Equal digests alike.
  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  /// The 32 bytes, most significant first.
  public var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
    }
  }
}
