import ByteParsing
import TrafficModel

/// The head of an HTTP/1 message, read from bytes that hold it whole (RFC 9112 §2–§5).
///
/// Read as most servers do: bare line feeds end lines, blanks before a colon are dropped, folded lines are joined, lines
/// that are no fields are skipped. Each of these is noted in `anomalies`.
struct HTTP1Head {
  enum StartLine {
    case request(method: String, target: [UInt8])
    case response(status: UInt16)
  }

  private(set) var startLine: StartLine
  private(set) var version: HTTPExchange.Version
  private(set) var headers = HeaderBlock()
  private(set) var anomalies: FramingAnomalies = []

  /// - Parameter head: from the first byte of the start line; the empty line at its end may be missing.
  init?(parsing head: RawSpan, of side: MessageSide, limits: HTTPLimits) {
    let lineEnd = head.firstOffset(of: ASCII.lineFeed, from: 0) ?? head.byteCount
    let contentEnd = Self.contentEnd(head, 0, lineEnd)
    let line = head.extracting(0..<contentEnd)
    guard let start = Self.startLine(line, side) else { return nil }
    (startLine, version) = start
    if contentEnd == lineEnd { anomalies.insert(.bareLineFeed) }
    headers = HeaderBlock(copying: head, expectedFields: 16)
    parseFields(head, from: lineEnd &+ 1, limits)
  }

  private mutating func parseFields(_ head: RawSpan, from start: Int, _ limits: HTTPLimits) {
    let hasNull = head.firstOffset(of: 0, from: start) != nil
    var offset = start
    while offset < head.byteCount, let line = Self.line(head, from: offset) {
      if line.end == line.lineFeed { anomalies.insert(.bareLineFeed) }
      if line.end == offset { return }
      if ASCII.isBlank(head[byteAt: offset]) {
        appendFolded(head, offset..<line.end)
      } else {
        appendField(head, offset..<line.end, mayBeOdd: hasNull || line.hasReturn, limits)
      }
      offset = line.lineFeed &+ 1
    }
  }

  /// The line at `start`: where its content ends, where its line feed is, and whether the content has a carriage return. Found in one
  /// look, since most lines have none but at their end.
  private static func line(_ head: RawSpan, from start: Int) -> (end: Int, lineFeed: Int, hasReturn: Bool)? {
    var hasReturn = false
    var offset = start
    while let found = head.firstOffset(of: ASCII.lineFeed, or: ASCII.carriageReturn, from: offset) {
      if head[byteAt: found] == ASCII.lineFeed { return (found, found, hasReturn) }
      let next = found &+ 1
      if next < head.byteCount, head[byteAt: next] == ASCII.lineFeed { return (found, next, hasReturn) }
      hasReturn = true
      offset = next
    }
    return nil
  }

  private mutating func appendFolded(_ head: RawSpan, _ line: Range<Int>) {
    anomalies.insert(headers.isEmpty ? .badHeader : .obsoleteFold)
    headers.extendLastValue(copying: head.extracting(Self.trim(head, line)))
  }

  /// - Parameter mayBeOdd: the value may have a byte that no value may have.
  private mutating func appendField(_ head: RawSpan, _ line: Range<Int>, mayBeOdd: Bool, _ limits: HTTPLimits) {
    var nameEnd = line.lowerBound
    while nameEnd < line.upperBound, ASCII.isToken(head[byteAt: nameEnd]) { nameEnd &+= 1 }
    var colon = nameEnd
    if colon == line.upperBound || head[byteAt: colon] != ASCII.colon {
      guard let found = oddColon(head, line, nameEnd) else { return }
      colon = found
      nameEnd = Self.trim(head, line.lowerBound..<colon).upperBound
    }
    guard nameEnd > line.lowerBound else { return anomalies.formUnion(.badHeader) }
    let value = Self.trim(head, (colon &+ 1)..<line.upperBound)
    if mayBeOdd, head.extracting(value).firstOffset(of: ASCII.carriageReturn, or: 0, from: 0) != nil {
      anomalies.insert(.badHeader)
    }
    let name = line.lowerBound..<nameEnd
    if headers.count >= limits.headerFields {
      anomalies.insert(.oversizedHeaderBlock)
      guard Self.isFramingName(head.extracting(name)) else { return }
    }
    headers.append(name: name, value: value)
  }

  /// The colon of a field whose name has bytes that a name must not have.
  private mutating func oddColon(_ head: RawSpan, _ line: Range<Int>, _ nameEnd: Int) -> Int? {
    guard let colon = head.extracting(line).firstOffset(of: ASCII.colon, from: 0) else {
      anomalies.insert(.badHeader)
      return nil
    }
    let found = line.lowerBound &+ colon
    let isBlankOnly = (nameEnd..<found).allSatisfy { ASCII.isBlank(head[byteAt: $0]) }
    anomalies.insert(isBlankOnly ? .spaceBeforeColon : .badHeader)
    return found
  }

  /// Fields that say where the message ends are read even behind the limit.
  private static func isFramingName(_ name: RawSpan) -> Bool {
    name.equalsIgnoringCase("content-length") || name.equalsIgnoringCase("transfer-encoding")
  }

  private static func startLine(_ line: RawSpan, _ side: MessageSide) -> (StartLine, HTTPExchange.Version)? {
    guard MessageStart.isStartLine(line, of: side) else { return nil }
    if side == .response { return (.response(status: status(line)), version(line, at: 0)) }
    guard let methodEnd = line.firstOffset(of: ASCII.space, from: 0), let start = MessageStart.versionStart(line)
    else { return nil }
    let method = line.extracting(0..<methodEnd).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    let target = [UInt8](copying: line.extracting(trim(line, methodEnd..<start)))
    return (.request(method: method, target: target), version(line, at: start))
  }

  /// Checked by `isStatusLine`: three digits, the first not zero.
  private static func status(_ line: RawSpan) -> UInt16 {
    (9..<12).reduce(0) { $0 &* 10 &+ UInt16(line[byteAt: $1] &- 0x30) }
  }

  private static func version(_ line: RawSpan, at offset: Int) -> HTTPExchange.Version {
    line[byteAt: offset &+ 7] == 0x30 ? .http10 : .http11
  }

  /// Where the line ends without the carriage return; `lineEnd` itself when there is none.
  private static func contentEnd(_ head: RawSpan, _ start: Int, _ lineEnd: Int) -> Int {
    lineEnd > start && head[byteAt: lineEnd &- 1] == ASCII.carriageReturn ? lineEnd &- 1 : lineEnd
  }

  private static func trim(_ head: RawSpan, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, ASCII.isBlank(head[byteAt: start]) { start &+= 1 }
    while end > start, ASCII.isBlank(head[byteAt: end &- 1]) { end &-= 1 }
    return start..<end
  }
}

extension RawSpan {
  /// `name` must be in lower case.
  func equalsIgnoringCase(_ name: StaticString) -> Bool {
    guard byteCount == name.utf8CodeUnitCount else { return false }
    for index in 0..<byteCount {
      let byte = self[byteAt: index]
      if (ASCII.isUpper(byte) ? byte | 0x20 : byte) != name.utf8Start[index] { return false }
    }
    return true
  }
}
