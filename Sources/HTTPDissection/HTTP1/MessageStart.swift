import ByteParsing

/// Recognizes the start lines of HTTP/1 messages (RFC 9112 §3 and §4).
enum MessageStart {
  /// Methods that a start line is recognized by in the middle of other bytes.
  private static let methods: [StaticString] = [
    "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "CONNECT", "TRACE",
  ]
  /// `HTTP/1.1` and a blank.
  private static let versionLength = 8

  /// Whether `line`, without its line end, is a start line from its first byte on.
  static func isStartLine(_ line: RawSpan, of side: MessageSide) -> Bool {
    side == .request ? isRequestLine(line) : isStatusLine(line, at: 0)
  }

  /// Where in `line` the last start line begins, when foreign bytes stand before it: the end of a body whose beginning
  /// was not captured does not end in a line feed.
  ///
  /// - Parameter isWhole: `line` begins where a line begins. Only then may its method be an uncommon one.
  static func offset(in line: RawSpan, of side: MessageSide, isWhole: Bool) -> Int? {
    if side == .response { return statusOffset(in: line) }
    return requestOffset(in: line) ?? (isWhole && isRequestLine(line) && hasTwoBlanks(line) ? 0 : nil)
  }

  /// Bytes that tell whether a request begins: the longest common method, a blank, and the first of the target.
  static let requestOpening = 9

  /// Whether `bytes` from `offset` on begin with a common method, a blank, and what a target begins with.
  static func beginsRequest(_ bytes: RawSpan, at offset: Int) -> Bool {
    for method in methods where bytes.hasPrefix(method, at: offset) {
      let blank = offset &+ method.utf8CodeUnitCount
      guard blank &+ 1 < bytes.byteCount, bytes[byteAt: blank] == ASCII.space else { continue }
      if isTargetStart(bytes[byteAt: blank &+ 1]) { return true }
    }
    return false
  }

  /// `HTTP/1.` digit, blank, three digits, then a blank or the end.
  static func isStatusLine(_ line: RawSpan, at offset: Int) -> Bool {
    guard isVersion(line, at: offset), line.byteCount &- offset >= versionLength &+ 4 else { return false }
    let code = offset &+ versionLength &+ 1
    guard ASCII.isBlank(line[byteAt: code &- 1]), line[byteAt: code] != 0x30 else { return false }
    for digit in 0..<3 where !ASCII.isDigit(line[byteAt: code &+ digit]) { return false }
    return line.byteCount == code &+ 3 || ASCII.isBlank(line[byteAt: code &+ 3])
  }

  /// `HTTP/1.` and a digit.
  static func isVersion(_ line: RawSpan, at offset: Int) -> Bool {
    line.hasPrefix("HTTP/1.", at: offset) && line.byteCount &- offset >= versionLength
      && ASCII.isDigit(line[byteAt: offset &+ 7])
  }

  private static func isRequestLine(_ line: RawSpan) -> Bool {
    var methodEnd = 0
    while methodEnd < line.byteCount, ASCII.isToken(line[byteAt: methodEnd]) { methodEnd &+= 1 }
    guard methodEnd > 0, methodEnd < line.byteCount, line[byteAt: methodEnd] == ASCII.space else { return false }
    guard let versionStart = versionStart(line) else { return false }
    return versionStart > methodEnd &+ 2
  }

  /// No blank in the target: words of text before a request line are not taken for its method.
  private static func hasTwoBlanks(_ line: RawSpan) -> Bool {
    guard let first = line.firstOffset(of: ASCII.space, from: 0),
      let second = line.firstOffset(of: ASCII.space, from: first &+ 1)
    else { return false }
    return line.firstOffset(of: ASCII.space, from: second &+ 1) == nil
  }

  /// Where the version at the end of a request line begins; blanks behind it are tolerated.
  static func versionStart(_ line: RawSpan) -> Int? {
    var end = line.byteCount
    while end > 0, ASCII.isBlank(line[byteAt: end &- 1]) { end &-= 1 }
    let start = end &- versionLength
    guard start > 0, isVersion(line, at: start), ASCII.isBlank(line[byteAt: start &- 1]) else { return nil }
    return start
  }

  private static func statusOffset(in line: RawSpan) -> Int? {
    var found: Int?
    var offset = 0
    while let next = line.firstOffset(of: UInt8(ascii: "H"), from: offset) {
      if isStatusLine(line, at: next) { found = next }
      offset = next &+ 1
    }
    return found
  }

  /// Goes back from the version over a target without blanks to a common method.
  private static func requestOffset(in line: RawSpan) -> Int? {
    guard let version = versionStart(line) else { return nil }
    var target = version &- 1
    while target > 0, !ASCII.isBlank(line[byteAt: target &- 1]) { target &-= 1 }
    guard target > 1, target < version &- 1, isTargetStart(line[byteAt: target]) else { return nil }
    for method in methods {
      let start = target &- 1 &- method.utf8CodeUnitCount
      if start >= 0, line.hasPrefix(method, at: start) { return start }
    }
    return nil
  }

  /// Origin form, asterisk form, or the first character of an absolute or authority form.
  private static func isTargetStart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "[") || ASCII.isDigit(byte)
      || ASCII.isUpper(byte & 0xdf)
  }
}
