import ByteParsing

/// Server-sent events (HTML Living Standard §9.2) from body bytes in pieces of any size.
///
/// Lines end in CR, LF or CRLF. Data is never collected: its runs go to the sink as they come. How the bytes are cut
/// changes where data pieces end, and nothing else.
package struct EventStreamDissector: ~Copyable {
  private enum State: Hashable {
    /// Nothing of the line was seen, or only a part of its field name, which is in `name`.
    case name
    /// Behind the colon; one blank is skipped.
    case valueStart(Field)
    case value(Field)
    /// Bytes are missing: the next blank line ends what was cut. `isLineEmpty` tells whether the line has bytes.
    case seeking(isLineEmpty: Bool)
  }

  private enum Field: Hashable { case data, event, id, retry, comment, unknown }

  private let limit: Int
  private var state = State.name
  private var name: [UInt8] = []
  /// The value of the field in progress, unless it is data.
  private var value: [UInt8] = []
  private var isValueCut = false
  private var event = EventStreamEvent()
  private var isInEvent = false
  /// The last byte was a CR that ended a line; an LF behind it belongs to it.
  private var isBehindReturn = false
  /// Bytes of a byte order mark that may stand at the very beginning.
  private var markBytes = 0
  private var isAtStart = true
  /// Behind a gap, before the first line: it is taken for one only if it begins with a field that is known.
  private var isUnproven = false

  /// - Parameter limit: bytes kept of an `event`, `id` or comment.
  package init(limit: Int) { self.limit = limit }

  package mutating func receive(_ bytes: RawSpan, into sink: inout some EventStreamSink & ~Copyable) {
    var offset = isAtStart ? skipByteOrderMark(bytes, into: &sink) : 0
    while offset < bytes.byteCount {
      if isBehindReturn {
        isBehindReturn = false
        if bytes[byteAt: offset] == ASCII.lineFeed {
          offset &+= 1
          continue
        }
      }
      switch state {
      case .name: readName(bytes, &offset, into: &sink)
      case .valueStart(let field):
        if bytes[byteAt: offset] == ASCII.space { offset &+= 1 }
        state = .value(field)
      case .value(let field): readValue(field, bytes, &offset, into: &sink)
      case .seeking(let isLineEmpty): seek(bytes, &offset, isLineEmpty: isLineEmpty)
      }
    }
  }

  /// Bytes are missing here: ends the event in progress as truncated and goes on behind the next blank line, or at once
  /// when a field begins right behind the gap: servers send an event at a time, so whole ones get lost.
  package mutating func gap(into sink: inout some EventStreamSink & ~Copyable) {
    cutEvent(into: &sink)
    state = .name
    isUnproven = true
    isBehindReturn = false
    isAtStart = false
  }

  /// The stream is over: an event without its blank line is truncated; clients discard it.
  package mutating func finish(into sink: inout some EventStreamSink & ~Copyable) {
    if state != .name || !name.isEmpty { endLine(into: &sink) }
    cutEvent(into: &sink)
  }

  private mutating func cutEvent(into sink: inout some EventStreamSink & ~Copyable) {
    if isInEvent {
      event.isTruncated = true
      dispatch(into: &sink)
    }
    name.removeAll(keepingCapacity: true)
    resetValue()
  }

  private mutating func readName(
    _ bytes: RawSpan, _ offset: inout Int, into sink: inout some EventStreamSink & ~Copyable
  ) {
    let start = offset
    while offset < bytes.byteCount {
      let byte = bytes[byteAt: offset]
      if byte == ASCII.colon || byte == ASCII.lineFeed || byte == ASCII.carriageReturn { break }
      offset &+= 1
      // Longer than any known name: the line is ignored.
      if name.count &+ offset &- start > Self.longestName { break }
    }
    guard offset < bytes.byteCount, name.count &+ offset &- start <= Self.longestName else {
      name.append(bytes.extracting(start..<offset))
      if name.count > Self.longestName { beginValue(.unknown, into: &sink) }
      return
    }
    let field = name.isEmpty ? Self.field(bytes.extracting(start..<offset)) : fieldAcross(bytes, start..<offset)
    if bytes[byteAt: offset] == ASCII.colon {
      offset &+= 1
      beginValue(field ?? .comment, into: &sink)
      if case .value(let field) = state { state = .valueStart(field) }
    } else if let field {
      beginValue(field, into: &sink)
    } else {
      endLineBreak(bytes, &offset)
      dispatch(into: &sink)
    }
  }

  private mutating func fieldAcross(_ bytes: RawSpan, _ range: Range<Int>) -> Field? {
    name.append(bytes.extracting(range))
    return Self.field(name.span.bytes)
  }

  private static let longestName = 5
  private static let lineFeed = [ASCII.lineFeed]

  /// The field called `name`; nil for none, which before a colon makes a comment.
  private static func field(_ name: RawSpan) -> Field? {
    switch name.byteCount {
    case 0: nil
    case 2 where name.hasPrefix("id"): .id
    case 4 where name.hasPrefix("data"): .data
    case 5 where name.hasPrefix("event"): .event
    case 5 where name.hasPrefix("retry"): .retry
    default: .unknown
    }
  }

  private mutating func beginValue(_ field: Field, into sink: inout some EventStreamSink & ~Copyable) {
    name.removeAll(keepingCapacity: true)
    resetValue()
    if isUnproven, field == .unknown { return state = .seeking(isLineEmpty: false) }
    isUnproven = false
    state = .value(field)
    if field == .comment || field == .unknown { return }
    if !isInEvent {
      isInEvent = true
      sink.eventBegan()
    }
    guard field == .data else { return }
    // The specification adds a line feed behind each line and drops the last one; this adds one before each but the first.
    if event.hasData { deliver(Self.lineFeed.span.bytes, into: &sink) }
    event.hasData = true
  }

  private mutating func readValue(
    _ field: Field, _ bytes: RawSpan, _ offset: inout Int, into sink: inout some EventStreamSink & ~Copyable
  ) {
    let start = offset
    let end = bytes.firstOffset(of: ASCII.lineFeed, or: ASCII.carriageReturn, from: start)
    offset = end ?? bytes.byteCount
    let run = bytes.extracting(start..<offset)
    if field == .data {
      if run.byteCount > 0 { deliver(run, into: &sink) }
    } else if field != .unknown {
      keep(run)
    }
    guard end != nil else { return }
    endLineBreak(bytes, &offset)
    endLine(into: &sink)
  }

  private mutating func deliver(_ run: RawSpan, into sink: inout some EventStreamSink & ~Copyable) {
    event.dataBytes &+= UInt64(run.byteCount)
    sink.eventData(run)
  }

  private mutating func keep(_ run: RawSpan) {
    let space = limit &- value.count
    if run.byteCount > space { isValueCut = true }
    value.append(run.extracting(0..<min(space, run.byteCount)))
  }

  /// Moves behind the CR or LF at `offset`.
  private mutating func endLineBreak(_ bytes: RawSpan, _ offset: inout Int) {
    isBehindReturn = bytes[byteAt: offset] == ASCII.carriageReturn
    offset &+= 1
  }

  private mutating func endLine(into sink: inout some EventStreamSink & ~Copyable) {
    if isValueCut { sink.limitExceeded() }
    switch state {
    case .value(.event), .valueStart(.event): event.type = value
    case .value(.id), .valueStart(.id): if !value.contains(0) { event.id = value }
    case .value(.retry), .valueStart(.retry): if let time = Self.decimal(value) { sink.retry(milliseconds: time) }
    case .value(.comment): sink.comment(value.span.bytes)
    default: break
    }
    resetValue()
    state = .name
  }

  private mutating func resetValue() {
    value.removeAll(keepingCapacity: true)
    isValueCut = false
  }

  private static func decimal(_ digits: [UInt8]) -> UInt64? {
    guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy(ASCII.isDigit) else { return nil }
    return digits.reduce(0) { $0 &* 10 &+ UInt64($1 &- 0x30) }
  }

  private mutating func dispatch(into sink: inout some EventStreamSink & ~Copyable) {
    guard isInEvent else { return }
    sink.eventEnded(event)
    event = EventStreamEvent()
    isInEvent = false
  }

  private mutating func seek(_ bytes: RawSpan, _ offset: inout Int, isLineEmpty: Bool) {
    guard let end = bytes.firstOffset(of: ASCII.lineFeed, or: ASCII.carriageReturn, from: offset) else {
      offset = bytes.byteCount
      return state = .seeking(isLineEmpty: false)
    }
    let wasEmpty = isLineEmpty && end == offset
    offset = end
    endLineBreak(bytes, &offset)
    state = wasEmpty ? .name : .seeking(isLineEmpty: true)
  }

  /// One byte order mark at the very beginning is ignored.
  private mutating func skipByteOrderMark(
    _ bytes: RawSpan, into sink: inout some EventStreamSink & ~Copyable
  ) -> Int {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    var offset = 0
    while offset < bytes.byteCount, markBytes < mark.count {
      guard bytes[byteAt: offset] == mark[markBytes] else {
        // What looked like a mark is the beginning of a field name that nobody knows.
        if markBytes > 0 { name = Array(mark[..<markBytes]) }
        isAtStart = false
        return offset
      }
      markBytes += 1
      offset &+= 1
    }
    if markBytes == mark.count { isAtStart = false }
    return offset
  }
}
