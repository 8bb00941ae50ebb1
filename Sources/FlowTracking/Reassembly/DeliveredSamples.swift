import ByteParsing

/// A few words of what was lately delivered in one direction, to notice that a retransmission says something else.
///
/// Delivered bytes are not kept: that would be a copy of every payload. The first and the last eight bytes of each of the
/// last eight deliveries are. A conflicting copy of bytes delivered longer ago, or that differs only between those words,
/// goes unnoticed here; conflicts among bytes that still wait are found whole.
struct DeliveredSamples: Sendable {
  private struct Sample: Sendable {
    var start = -1
    var count = 0
    /// The first byte lowest.
    var word: UInt64 = 0
  }

  private static let capacity = 16
  private var samples: InlineArray<16, Sample> = .init(repeating: Sample())
  private var cursor = 0

  mutating func record(_ bytes: RawSpan, at start: Int) {
    let count = min(bytes.byteCount, 8)
    add(bytes, offset: 0, count: count, at: start)
    if bytes.byteCount > 8 {
      let tail = bytes.byteCount &- 8
      add(bytes, offset: tail, count: 8, at: start &+ tail)
    }
  }

  /// True when `bytes`, which begin at position `start`, differ from a sample where they cover it.
  func conflict(with bytes: RawSpan, at start: Int) -> Bool {
    for index in 0..<Self.capacity {
      let sample = samples[index]
      let lower = max(sample.start, start)
      let upper = min(sample.start &+ sample.count, start &+ bytes.byteCount)
      guard sample.start >= 0, lower < upper else { continue }
      let kept = sample.word >> UInt64(8 &* (lower &- sample.start))
      let seen = Self.word(bytes, offset: lower &- start, count: upper &- lower)
      let unused = UInt64(64 &- 8 &* (upper &- lower))
      if kept << unused != seen << unused { return true }
    }
    return false
  }

  private mutating func add(_ bytes: RawSpan, offset: Int, count: Int, at start: Int) {
    guard count > 0 else { return }
    samples[cursor] = Sample(start: start, count: count, word: Self.word(bytes, offset: offset, count: count))
    cursor = (cursor &+ 1) & (Self.capacity - 1)
  }

  private static func word(_ bytes: RawSpan, offset: Int, count: Int) -> UInt64 {
    if count == 8 {
      return UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    var word: UInt64 = 0
    for index in 0..<count { word |= UInt64(bytes[byteAt: offset &+ index]) << UInt64(8 &* index) }
    return word
  }
}
