import ByteParsing
import TrafficModel

/// What to do when framing was lost: look line by line for a message start, and, where a chunked body may go on, for a
/// chunk. Works the same however the bytes are cut.
extension HTTP1Framer {
  mutating func seek(_ bytes: RawSpan, _ offset: inout Int, inBody: Bool, _ moment: Moment) -> Step {
    while offset < bytes.byteCount {
      extend(to: moment)
      guard let lineEnd = bytes.firstOffset(of: ASCII.lineFeed, from: offset) else {
        holdTail(bytes, offset..<bytes.byteCount, moment)
        offset = bytes.byteCount
        break
      }
      let line = offset..<lineEnd
      offset = lineEnd &+ 1
      if let step = examine(bytes, line, inBody: inBody, moment) { return step }
      if case .confirming(let size) = state { return confirm(bytes, &offset, size, moment) }
    }
    return .needsMore
  }

  /// Looks at one line, whose beginning may be in `held`.
  private mutating func examine(_ bytes: RawSpan, _ line: Range<Int>, inBody: Bool, _ moment: Moment) -> Step? {
    if !held.isEmpty || line.count > limits.startLine {
      if held.isEmpty { extent = Extent(moment) }
      holdTail(bytes, line, moment)
      let whole = held
      return examine(whole.span.bytes, inBody: inBody, moment)
    }
    extent = Extent(moment)
    return examine(bytes.extracting(line), inBody: inBody, moment)
  }

  /// - Parameter line: without its line feed; the end of it when it is longer than a start line may be.
  private mutating func examine(_ line: RawSpan, inBody: Bool, _ moment: Moment) -> Step? {
    if lineFollowsBreak, inBody || side == .response, let size = ChunkLine.strictSize(line) {
      return chunkFound(size, inBody: inBody)
    }
    let content = line.extracting(Self.content(line, 0..<line.byteCount))
    if let start = MessageStart.offset(in: content, of: side, isWhole: lineFollowsBreak) {
      // What stands before it in the line is another message's, such as a body without a line feed, and may be much older.
      if let piece = heldPieces.last(where: { $0.start <= start }) {
        extent = Extent(piece.moment)
        extend(to: moment)
      }
      return startFound(line.extracting(start..<line.byteCount), isWhole: start == 0, inBody: inBody)
    }
    lineFollowsBreak = content.byteCount < line.byteCount
    hasSkipped = true
    forget()
    return nil
  }

  private mutating func chunkFound(_ size: UInt64, inBody: Bool) -> Step? {
    if inBody {
      beginChunk(size)
      hasSkipped = false
      return .anomaly(.resynchronized)
    }
    forget()
    hasSkipped = true
    if size > 0 { state = .confirming(size: size) }
    return nil
  }

  private mutating func startFound(_ line: RawSpan, isWhole: Bool, inBody: Bool) -> Step? {
    let extent = extent
    let first = [UInt8](copying: line)
    forget()
    self.extent = extent
    held.append(first.span.bytes)
    held.append(ASCII.lineFeed)
    state = .fields
    let isResynchronized = hasSkipped || !isWhole
    hasSkipped = false
    if inBody { return .bodyLost }
    return isResynchronized ? .anomaly(.resynchronized) : .anomaly(nil)
  }

  /// Keeps the end of a line: as much as a start line may have.
  private mutating func holdTail(_ bytes: RawSpan, _ range: Range<Int>, _ moment: Moment) {
    let excess = held.count &+ range.count &- limits.startLine
    if excess > 0 {
      lineFollowsBreak = false
      let removed = min(excess, held.count)
      held.removeFirst(removed)
      for index in heldPieces.indices { heldPieces[index].start -= removed }
      heldPieces.removeFirst(max(0, (heldPieces.lastIndex { $0.start <= 0 } ?? 0)))
    }
    if heldPieces.last?.moment.frame != moment.frame { heldPieces.append((held.count, moment)) }
    held.append(bytes.extracting(max(range.lowerBound, range.upperBound &- limits.startLine)..<range.upperBound))
  }

  /// Waits for the first bytes of a chunk that was found without its message.
  mutating func confirm(_ bytes: RawSpan, _ offset: inout Int, _ size: UInt64, _ moment: Moment) -> Step {
    guard offset < bytes.byteCount else { return .needsMore }
    extend(to: moment)
    let wanted = size < UInt64(Self.fieldStartLength) ? Int(size) : Self.fieldStartLength
    let end = min(bytes.byteCount, offset &+ wanted &- held.count)
    held.append(bytes.extracting(offset..<end))
    offset = end
    guard held.count == wanted else { return .needsMore }
    guard Self.beginsEventStreamLine(held.span.bytes) else {
      seek()
      lineFollowsBreak = false
      return step(bytes, &offset, moment: moment)
    }
    let left = size &- UInt64(wanted)
    state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
    hasSkipped = false
    return .eventStreamFound
  }

  /// Bytes that tell a line of an event stream from others.
  private static let fieldStartLength = 6

  static func beginsEventStreamLine(_ bytes: RawSpan) -> Bool {
    bytes.hasPrefix("data:") || bytes.hasPrefix("event:") || bytes.hasPrefix("id:") || bytes.hasPrefix("retry:")
      || bytes.hasPrefix(":")
  }
}
