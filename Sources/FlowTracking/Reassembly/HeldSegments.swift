import ByteParsing
import TrafficModel

/// Bytes of one direction that wait for missing ones before them.
///
/// Invariant: segments are sorted by start and disjoint, and `cost` is the sum of theirs. Where copies overlap, the bytes
/// that came first are kept.
struct HeldSegments: Sendable {
  struct Segment: Sendable {
    var start: Int
    /// On the wire; `bytes` is shorter when a snap length cut it.
    var length: Int
    var bytes: [UInt8]
    var moment: Moment

    var end: Int { start &+ length }
    var cost: Int { bytes.count &+ HeldSegments.segmentCost }
  }

  /// What was found when a segment was added.
  struct Overlap: Sendable {
    var repeatedBytes = 0
    var isConflicting = false
  }

  /// Charged per segment on top of its bytes, so that a flood of one-byte segments is bounded too.
  static let segmentCost = 128

  private var segments: [Segment] = []
  /// Segments before this index have been taken; they are dropped when they are the greater part.
  private var head = 0
  private(set) var cost = 0

  @inline(__always)
  var count: Int { segments.count &- head }
  @inline(__always)
  var isEmpty: Bool { head == segments.count }
  @inline(__always)
  var first: Segment? { isEmpty ? nil : segments[head] }
  @inline(__always)
  var firstStart: Int? { isEmpty ? nil : segments[head].start }
  @inline(__always)
  var end: Int? { isEmpty ? nil : segments[segments.count &- 1].end }

  /// Adds what is new of `bytes`, the captured part of `length` bytes from `start` on.
  ///
  /// The only place that copies payload: bytes out of order must outlive the frame they came in.
  mutating func insert(_ bytes: RawSpan, from start: Int, length: Int, moment: Moment) -> Overlap {
    var overlap = Overlap()
    var pieces: [Segment] = []
    var cursor = start
    let end = start &+ length
    var index = firstIndex(endingAfter: start)
    while cursor < end {
      let next = index < segments.count ? segments[index].start : end
      if cursor < next {
        let pieceEnd = min(end, next)
        pieces.append(Self.piece(of: bytes, from: start, cursor..<pieceEnd, moment: moment))
        cursor = pieceEnd
      } else {
        let sharedEnd = min(end, segments[index].end)
        overlap.repeatedBytes &+= sharedEnd &- cursor
        if differs(segments[index], bytes, from: start, in: cursor..<sharedEnd) { overlap.isConflicting = true }
        cursor = sharedEnd
        index &+= 1
      }
    }
    add(pieces)
    return overlap
  }

  mutating func removeFirst() -> Segment? {
    guard !isEmpty else { return nil }
    let segment = segments[head]
    segments[head].bytes = []
    cost &-= segment.cost
    head &+= 1
    if head == segments.count {
      segments.removeAll(keepingCapacity: segments.capacity <= 64)
      head = 0
    } else if head > 64 && head > segments.count / 2 {
      segments.removeFirst(head)
      head = 0
    }
    return segment
  }

  /// Counts all positions from another origin.
  mutating func move(by distance: Int) {
    for index in head..<segments.count { segments[index].start &+= distance }
  }

  /// True when `bytes`, from `start` on, differ from those of `segment` within `range`, as far as both were captured.
  func differs(_ segment: Segment, _ bytes: RawSpan, from start: Int, in range: Range<Int>) -> Bool {
    let end = min(range.upperBound, start &+ bytes.byteCount, segment.start &+ segment.bytes.count)
    guard range.lowerBound < end else { return false }
    let kept = segment.bytes.span.bytes
    for position in range.lowerBound..<end
    where kept[byteAt: position &- segment.start] != bytes[byteAt: position &- start] {
      return true
    }
    return false
  }

  private mutating func add(_ pieces: [Segment]) {
    for piece in pieces { cost &+= piece.cost }
    guard let first = pieces.first else { return }
    if pieces.count == 1 {
      segments.insert(first, at: firstIndex(endingAfter: first.start))
    } else {
      // One pass over two sorted runs, instead of moving the rest once per piece.
      segments.append(contentsOf: pieces)
      segments.sort { $0.start < $1.start }
    }
  }

  private static func piece(of bytes: RawSpan, from start: Int, _ range: Range<Int>, moment: Moment) -> Segment {
    let lower = min(range.lowerBound &- start, bytes.byteCount)
    let upper = min(range.upperBound &- start, bytes.byteCount)
    return Segment(
      start: range.lowerBound, length: range.count, bytes: [UInt8](copying: bytes.extracting(lower..<upper)),
      moment: moment)
  }

  private func firstIndex(endingAfter position: Int) -> Int {
    if let end, end <= position { return segments.count }
    var low = head
    var high = segments.count
    while low < high {
      let middle = low &+ (high &- low) / 2
      if segments[middle].end <= position { low = middle &+ 1 } else { high = middle }
    }
    return low
  }
}
