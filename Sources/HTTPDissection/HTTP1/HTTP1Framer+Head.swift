import ByteParsing
import TrafficModel

/// Heads: a start line, fields, an empty line.
extension HTTP1Framer {
  mutating func startLine(_ bytes: RawSpan, _ offset: inout Int, _ moment: Moment) -> Step {
    if held.isEmpty {
      // Empty lines before a message are skipped (RFC 9112 §2.2).
      while offset < bytes.byteCount, Self.isLineEnd(bytes[byteAt: offset]) { offset &+= 1 }
      extent = nil
    }
    guard offset < bytes.byteCount else { return .needsMore }
    extend(to: moment)
    let window = min(bytes.byteCount, offset &+ limits.startLine &+ 1 &- held.count)
    guard let lineEnd = bytes.extracting(0..<window).firstOffset(of: ASCII.lineFeed, from: offset) else {
      held.append(bytes.extracting(offset..<window))
      offset = window
      guard held.count > limits.startLine else { return .needsMore }
      // The line goes on: what is held stays the beginning of the line that is being sought in.
      state = .seeking(inBody: false)
      lineFollowsBreak = false
      hasSkipped = true
      return .lost(.oversizedStartLine)
    }
    if held.isEmpty {
      let line = bytes.extracting(Self.content(bytes, offset..<lineEnd))
      guard MessageStart.isStartLine(line, of: side) else { return notAStart() }
      let start = offset
      state = .fields
      offset = lineEnd &+ 1
      return fields(bytes, &offset, from: start, moment)
    }
    return heldStartLine(bytes, &offset, lineEnd, moment)
  }

  private mutating func heldStartLine(
    _ bytes: RawSpan, _ offset: inout Int, _ lineEnd: Int, _ moment: Moment
  ) -> Step {
    let count = held.count
    held.append(bytes.extracting(offset..<lineEnd))
    let isStart = Self.isStartLine(held.span.bytes, side)
    guard isStart else {
      held.removeLast(held.count - count)
      return notAStart()
    }
    held.append(ASCII.lineFeed)
    state = .fields
    offset = lineEnd &+ 1
    return fields(bytes, &offset, from: offset, moment)
  }

  /// The line may still end in a start line; seeking looks at it again.
  private mutating func notAStart() -> Step {
    state = .seeking(inBody: false)
    lineFollowsBreak = true
    hasSkipped = true
    return .lost(.notHTTP)
  }

  /// Reads fields from `offset`; the head began at `start`, or in `held`.
  mutating func fields(_ bytes: RawSpan, _ offset: inout Int, from start: Int, _ moment: Moment) -> Step {
    guard offset < bytes.byteCount || start < offset || held.count >= limits.headerBlock else { return .needsMore }
    extend(to: moment)
    let window = min(bytes.byteCount, start &+ limits.headerBlock &- held.count)
    if let end = emptyLineEnd(bytes.extracting(0..<max(window, offset)), from: offset) {
      lineLength = 0
      offset = end
      if held.isEmpty { return .head(start..<end) }
      held.append(bytes.extracting(start..<end))
      return .head(nil)
    }
    offset = max(window, offset)
    held.append(bytes.extracting(start..<offset))
    guard held.count >= limits.headerBlock else { return .needsMore }
    seek()
    lineFollowsBreak = false
    return .lost(.oversizedHeaderBlock)
  }

  /// The offset behind the empty line that ends a section, counting on in `lineLength` over pieces.
  mutating func emptyLineEnd(_ bytes: RawSpan, from start: Int) -> Int? {
    var lineStart = start
    while let lineEnd = bytes.firstOffset(of: ASCII.lineFeed, from: lineStart) {
      let length = lineLength &+ lineEnd &- lineStart
      if length == 0 { return lineEnd &+ 1 }
      if length == 1 {
        let only = lineEnd > lineStart ? bytes[byteAt: lineStart] : lastByte
        if only == ASCII.carriageReturn { return lineEnd &+ 1 }
      }
      lineLength = 0
      lineStart = lineEnd &+ 1
    }
    lineLength &+= bytes.byteCount &- lineStart
    if bytes.byteCount > lineStart { lastByte = bytes[byteAt: bytes.byteCount &- 1] }
    return nil
  }

  static func isLineEnd(_ byte: UInt8) -> Bool { byte == ASCII.lineFeed || byte == ASCII.carriageReturn }

  private static func isStartLine(_ line: RawSpan, _ side: MessageSide) -> Bool {
    MessageStart.isStartLine(line.extracting(content(line, 0..<line.byteCount)), of: side)
  }

  /// `line` without a carriage return at its end.
  static func content(_ bytes: RawSpan, _ line: Range<Int>) -> Range<Int> {
    let hasReturn = !line.isEmpty && bytes[byteAt: line.upperBound &- 1] == ASCII.carriageReturn
    return line.lowerBound..<(hasReturn ? line.upperBound &- 1 : line.upperBound)
  }
}
