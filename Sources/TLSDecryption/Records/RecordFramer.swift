package import ByteParsing

/// Cuts one direction of a stream into records, whatever the pieces it comes in.
///
/// The caller pulls: `next` until it says `needMore`. A record that lies whole in a piece is named by its range and not
/// copied; one that was split is collected in a borrowed buffer, to be fetched with `takeRecord` and given back.
///
/// Invariant: `buffer` holds the header and body bytes of the record in progress and nothing else; while hunting, at most
/// a header's worth of bytes that may be one.
package struct RecordFramer: ~Copyable {
  package enum Step: Hashable, Sendable {
    case needMore
    /// A record whose body is this range of the piece.
    case inPiece(RecordHeader, Range<Int>)
    /// A record waiting in the buffer. `isCandidate` when its start was found by hunting after a gap, and may be wrong.
    case buffered(RecordHeader, isCandidate: Bool)
  }

  /// What a gap did to the records.
  package enum GapEffect: Hashable, Sendable {
    /// Damaged exactly this record; the next one is found by its length.
    case insideRecord(RecordHeader)
    /// A record known to be damaged already is missing more of its bytes.
    case alreadyDamaged
    /// Record boundaries are lost; the next one must be hunted for.
    case lost
  }

  private enum State { case aligned, skipping(Int), hunting }

  private let limit: Int
  private var state = State.aligned
  private var isCandidate = false
  private var buffer: [UInt8] = []
  /// Bytes of rejected candidates, to be read again before the piece. Never more than one record.
  private var rejected: ArraySlice<UInt8> = []

  package init(limit: Int) { self.limit = limit }

  /// True when no byte of an unfinished record is held.
  package var isBetweenRecords: Bool {
    if case .aligned = state { return buffer.isEmpty }
    return false
  }

  /// Consumes `piece` from `offset` on, up to the end of one record. Throws when the bytes are not records; the framer is
  /// not to be used after that.
  package mutating func next(in piece: RawSpan, from offset: inout Int) throws(Desynchronized) -> Step {
    while true {
      switch state {
      case .skipping(let count):
        let skipped = min(count, piece.byteCount - offset)
        offset += skipped
        state = count == skipped ? .aligned : .skipping(count - skipped)
        if count > skipped { return .needMore }
      case .hunting:
        guard hunt(in: piece, from: &offset) else { return .needMore }
      case .aligned:
        if buffer.isEmpty, rejected.isEmpty, let step = try wholeRecord(in: piece, from: &offset) { return step }
        return try collect(from: piece, &offset)
      }
    }
  }

  /// The bytes of the record that `buffered` announced, header first. Give the array back with `recycle`.
  package mutating func takeRecord() -> [UInt8] {
    isCandidate = false
    var record: [UInt8] = []
    swap(&record, &buffer)
    return record
  }

  /// Lets the framer collect the next split record in `spare`, which must be empty.
  package mutating func recycle(_ spare: consuming [UInt8]) {
    if buffer.isEmpty { buffer = spare }
  }

  /// Hands out the buffer when nothing is in it, so that a quiet flow owns none.
  package mutating func releaseBuffer() -> [UInt8]? {
    guard buffer.isEmpty, buffer.capacity > 0 else { return nil }
    return takeRecord()
  }

  /// The candidate `record`, just taken, turned out to be none: search on from its second byte.
  package mutating func reject(_ record: [UInt8]) {
    rejected = record.dropFirst() + rejected
    state = .hunting
  }

  /// `length` bytes are missing here.
  package mutating func gap(_ length: UInt64) -> GapEffect {
    rejected = []
    switch state {
    case .hunting:
      buffer.removeAll(keepingCapacity: true)
      return .lost
    case .skipping(let count):
      return skip(length, of: count) ? .alreadyDamaged : .lost
    case .aligned:
      let header = isCandidate ? nil : Self.header(of: buffer, limit: limit)
      let missing = header.map { RecordHeader.byteCount + $0.length - buffer.count } ?? 0
      buffer.removeAll(keepingCapacity: true)
      isCandidate = false
      guard let header, skip(length, of: missing) else {
        state = .hunting
        return .lost
      }
      return .insideRecord(header)
    }
  }

  private mutating func skip(_ length: UInt64, of count: Int) -> Bool {
    guard let length = Int(exactly: length), length <= count else {
      state = .hunting
      return false
    }
    state = length == count ? .aligned : .skipping(count - length)
    return true
  }

  private func wholeRecord(in piece: RawSpan, from offset: inout Int) throws(Desynchronized) -> Step? {
    guard piece.byteCount - offset >= RecordHeader.byteCount else { return nil }
    var cursor = ByteCursor(piece.extracting(offset..<offset + RecordHeader.byteCount))
    guard let header = try? RecordHeader(parsing: &cursor, limit: limit) else { throw Desynchronized(.badFrame) }
    let start = offset + RecordHeader.byteCount
    guard piece.byteCount - start >= header.length else { return nil }
    offset = start + header.length
    return .inPiece(header, start..<offset)
  }

  // Copies: the rest of the record comes in another frame.
  private mutating func collect(from piece: RawSpan, _ offset: inout Int) throws(Desynchronized) -> Step {
    fill(to: RecordHeader.byteCount, from: piece, &offset)
    guard buffer.count >= RecordHeader.byteCount else { return .needMore }
    guard let header = Self.header(of: buffer, limit: limit) else { throw Desynchronized(.badFrame) }
    fill(to: RecordHeader.byteCount + header.length, from: piece, &offset)
    guard buffer.count == RecordHeader.byteCount + header.length else { return .needMore }
    return .buffered(header, isCandidate: isCandidate)
  }

  private mutating func fill(to count: Int, from piece: RawSpan, _ offset: inout Int) {
    let again = min(count - buffer.count, rejected.count)
    if again > 0 {
      buffer.append(contentsOf: rejected.prefix(again))
      rejected = rejected.dropFirst(again)
    }
    let taken = min(count - buffer.count, piece.byteCount - offset)
    guard taken > 0 else { return }
    buffer.append(piece.extracting(offset..<offset + taken))
    offset += taken
  }

  // Moves byte by byte until the buffer holds what could be a header. True when it does.
  private mutating func hunt(in piece: RawSpan, from offset: inout Int) -> Bool {
    while true {
      fill(to: RecordHeader.byteCount, from: piece, &offset)
      guard buffer.count >= RecordHeader.byteCount else { return false }
      if let header = Self.header(of: buffer, limit: limit), header.length > 0 {
        state = .aligned
        isCandidate = true
        return true
      }
      buffer.removeFirst()
    }
  }

  private static func header(of bytes: [UInt8], limit: Int) -> RecordHeader? {
    var cursor = ByteCursor(bytes.span.bytes)
    return try? RecordHeader(parsing: &cursor, limit: limit)
  }
}
