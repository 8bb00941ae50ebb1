import ByteParsing

/// The line that opens a chunk (RFC 9112 §7.1): a size in hexadecimal, then extensions, which are skipped.
enum ChunkLine {
  /// The size; nil when the line is none or the size does not fit 62 bits. `line` comes without its line feed.
  ///
  /// Blanks around the size are tolerated: some servers pad it.
  static func size(_ line: RawSpan) -> UInt64? {
    var offset = 0
    while offset < line.byteCount, ASCII.isBlank(line[byteAt: offset]) { offset &+= 1 }
    let firstDigit = offset
    var size: UInt64 = 0
    while offset < line.byteCount, let digit = ASCII.hexValue(line[byteAt: offset]) {
      guard size < 1 << 58 else { return nil }
      size = size << 4 | digit
      offset &+= 1
    }
    guard offset > firstDigit else { return nil }
    while offset < line.byteCount, ASCII.isBlank(line[byteAt: offset]) { offset &+= 1 }
    guard offset < line.byteCount else { return size }
    let next = line[byteAt: offset]
    let isEnd = next == ASCII.carriageReturn && offset &+ 1 == line.byteCount
    return isEnd || next == ASCII.semicolon ? size : nil
  }

  /// The size in a line that was found while looking for one: strict, so that text is seldom taken for it. At most six
  /// digits, a carriage return, nothing else.
  static func strictSize(_ line: RawSpan) -> UInt64? {
    guard (2...7).contains(line.byteCount), line[byteAt: line.byteCount &- 1] == ASCII.carriageReturn,
      ASCII.hexValue(line[byteAt: 0]) != nil
    else { return nil }
    return size(line)
  }
}
