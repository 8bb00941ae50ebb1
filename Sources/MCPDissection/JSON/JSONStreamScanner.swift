package import TrafficModel

/// Cuts JSON-RPC messages, single or in a batch, out of a body that comes in pieces of any size.
///
/// One pass, no tree: the text is rewritten in compact form as it goes by, and of that form sizes, digests and a bounded
/// excerpt of each member are kept. How the body is cut into pieces never changes a message. After malformed text nothing
/// more is read.
///
/// Invariant: `depth` containers are open, and bit `n` of `objects` says whether container `n` is an object.
package struct JSONStreamScanner: ~Copyable {
  enum Lexical: UInt8 {
    case start, value, valueOrEnd, afterValue, key, keyOrEnd, colon, string, escape, unicode, number, literal, done,
      failed
  }

  let limits: JSONLimits
  private var state = Lexical.start
  private var depth = 0
  private var objects: [UInt64] = []
  /// Whether the innermost open container is an object.
  private var isInObject = false
  /// 1 inside the array of a batch.
  private var base = 0
  private var message: MessageAssembly
  /// Whole messages, in the order they ended; the caller takes them.
  private var finished: [JSONRPCMessage] = []

  /// Where in the piece being read the bytes begin that stand in the compact form as they are and are not handed to
  /// `message` yet. Most text on the wire is compact already: long runs cost far less than single bytes.
  private var runStart = 0

  // Of the token being read.
  private var isKey = false
  private var literal: (text: UInt64, count: Int) = (0, 0)
  private var unicode: (value: UInt32, digits: Int) = (0, 0)
  private var highSurrogate: UInt32 = 0
  private var utf8 = UTF8Validator()
  private var byteOrderMark = 0

  package init(limits: JSONLimits) {
    self.limits = limits
    message = MessageAssembly(limits: limits)
  }

  /// Nothing but white space has come, or everything has ended.
  package var isIdle: Bool { state == .start || state == .done }
  package var hasFailed: Bool { state == .failed }

  package mutating func takeFinished() -> [JSONRPCMessage] {
    guard !finished.isEmpty else { return [] }
    defer { finished = [] }
    return finished
  }

  package mutating func receive(_ bytes: RawSpan, moment: Moment) {
    bytes.withUnsafeBytes { scan($0, moment) }
  }

  /// The body is over, or its next bytes were not captured: what is open becomes an incomplete message.
  package mutating func finish(moment: Moment) {
    abandon(moment)
    state = .failed
  }

  private mutating func scan(_ text: UnsafeRawBufferPointer, _ moment: Moment) {
    runStart = 0
    var index = 0
    while index < text.count {
      switch state {
      case .string: index = scanString(text, from: index, moment)
      case .number: index = scanNumber(text, from: index, moment)
      case .escape:
        stepEscape(text[index], moment)
        index &+= 1
        runStart = index
      case .unicode:
        stepUnicode(text[index], moment)
        index &+= 1
        runStart = index
      case .literal:
        stepLiteral(text, index, moment)
        index &+= 1
      case .failed: return
      default:
        let byte = text[index]
        if byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
          flush(text, upTo: index)
          runStart = index &+ 1
        } else {
          step(byte, text, index, moment)
        }
        index &+= 1
      }
    }
    flush(text, upTo: text.count)
  }

  /// Hands over the run that ends before `end`.
  private mutating func flush(_ text: UnsafeRawBufferPointer, upTo end: Int) {
    guard end > runStart, state != .failed else { return }
    message.append(UnsafeRawBufferPointer(rebasing: text[runStart..<end]))
    runStart = end
  }

  private mutating func step(_ byte: UInt8, _ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    switch state {
    case .start: begin(byte, text, index, moment)
    case .value: beginValue(byte, text, index, moment)
    case .valueOrEnd where byte == UInt8(ascii: "]"), .keyOrEnd where byte == UInt8(ascii: "}"):
      close(text, index, moment)
    case .valueOrEnd: beginValue(byte, text, index, moment)
    case .key, .keyOrEnd: beginKey(byte, text, index, moment)
    case .colon:
      guard byte == UInt8(ascii: ":") else { return fail(text, index, moment) }
      state = .value
    case .afterValue: stepAfterValue(byte, text, index, moment)
    default: fail(text, index, moment)
    }
  }

  // MARK: Structure

  private mutating func begin(_ byte: UInt8, _ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    switch byte {
    case 0xef where byteOrderMark == 0, 0xbb where byteOrderMark == 1, 0xbf where byteOrderMark == 2:
      byteOrderMark += 1
      if byteOrderMark == 3 { message.carriedOddities.insert(.byteOrderMark) }
      runStart = index &+ 1
    case UInt8(ascii: "["):
      base = 1
      message.isBatch = true
      push(isObject: false)
      state = .valueOrEnd
      runStart = index &+ 1
    case UInt8(ascii: "{"): beginValue(byte, text, index, moment)
    default: fail(text, index, moment)
    }
  }

  private mutating func beginValue(_ byte: UInt8, _ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    let level = depth &- base
    if level == 0 {
      guard byte == UInt8(ascii: "{") else { return fail(text, index, moment) }
      message.begin(moment)
      runStart = index
    } else if level <= MessageAssembly.deepestLevel {
      flush(text, upTo: index)
      message.valueBegan(level: level)
    }
    switch byte {
    case UInt8(ascii: "\""):
      isKey = false
      beginString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte, text, index, moment)
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      literal = (UInt64(byte), 1)
      state = .literal
    case UInt8(ascii: "-"), 0x30...0x39: state = .number
    default: fail(text, index, moment)
    }
  }

  private mutating func open(_ byte: UInt8, _ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    guard depth < limits.depth else {
      message.carriedOddities.insert(.depthLimit)
      return fail(text, index, moment)
    }
    push(isObject: byte == UInt8(ascii: "{"))
    state = isInObject ? .keyOrEnd : .valueOrEnd
  }

  private mutating func push(isObject: Bool) {
    let word = depth >> 6
    if word == objects.count { objects.append(0) }
    let bit = UInt64(1) << UInt64(depth & 63)
    objects[word] = isObject ? objects[word] | bit : objects[word] & ~bit
    depth &+= 1
    isInObject = isObject
  }

  private mutating func pop() {
    depth &-= 1
    let outer = depth &- 1
    isInObject = outer >= 0 && objects[outer >> 6] >> UInt64(outer & 63) & 1 == 1
  }

  private mutating func stepAfterValue(
    _ byte: UInt8, _ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment
  ) {
    switch byte {
    case UInt8(ascii: ","):
      if depth == base { runStart = index &+ 1 }
      state = isInObject ? .key : .value
    case UInt8(ascii: "}") where isInObject, UInt8(ascii: "]") where !isInObject: close(text, index, moment)
    default: fail(text, index, moment)
    }
  }

  private mutating func close(_ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    if depth == 1, base == 1 {
      depth = 0
      state = .done
      runStart = index &+ 1
      return
    }
    pop()
    valueEnded(text, index &+ 1, moment)
  }

  /// A value ended before `end`.
  private mutating func valueEnded(_ text: UnsafeRawBufferPointer, _ end: Int, _ moment: Moment) {
    let level = depth &- base
    guard level <= MessageAssembly.deepestLevel else {
      state = .afterValue
      return
    }
    flush(text, upTo: end)
    if level > 0 {
      message.valueEnded(level: level)
      state = .afterValue
      return
    }
    if let whole = message.end(moment) { finished.append(whole) }
    state = base == 1 ? .afterValue : .done
  }

  private mutating func fail(_ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    flush(text, upTo: index)
    fail(moment)
  }

  private mutating func fail(_ moment: Moment) {
    message.carriedOddities.insert(.malformed)
    abandon(moment)
    state = .failed
  }

  private mutating func abandon(_ moment: Moment) {
    if let part = message.abandon(moment) { finished.append(part) }
  }

  // MARK: Strings

  private mutating func beginKey(_ byte: UInt8, _ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    guard byte == UInt8(ascii: "\"") else { return fail(text, index, moment) }
    isKey = true
    let level = depth &- base
    if level <= MessageAssembly.deepestLevel {
      flush(text, upTo: index)
      message.keyBegan(level: level)
    }
    beginString()
  }

  private mutating func beginString() {
    utf8.reset()
    highSurrogate = 0
    state = .string
  }

  /// Takes everything up to the next byte that needs a look; answers the position after it.
  private mutating func scanString(_ text: UnsafeRawBufferPointer, from start: Int, _ moment: Moment) -> Int {
    let run = plainRun(text, from: start)
    if run.end > start {
      // Nothing is pending while an escape is read, so what is flushed here stands before the run.
      if highSurrogate != 0 { flushSurrogate() }
      if run.hasNonASCII || !utf8.isComplete { validate(text[start..<run.end]) }
    }
    guard run.end < text.count else { return run.end }
    let byte = text[run.end]
    switch byte {
    case UInt8(ascii: "\""): endString(text, run.end, moment)
    case UInt8(ascii: "\\"):
      checkUTF8Boundary()
      flush(text, upTo: run.end)
      runStart = run.end &+ 1
      state = .escape
    default:
      // A raw control character: not JSON, but common parsers differ on it. Keep it, escaped, and say so.
      message.carriedOddities.insert(.malformed)
      flush(text, upTo: run.end)
      appendEscaped(UInt32(byte))
      runStart = run.end &+ 1
    }
    return run.end &+ 1
  }

  /// Bytes that stand in the compact form as they are: plain ones, and escapes that are shortest already. Text is full of
  /// line feeds and quotes.
  private func plainRun(_ text: UnsafeRawBufferPointer, from start: Int) -> (end: Int, hasNonASCII: Bool) {
    var end = start
    var hasNonASCII = false
    while true {
      let run = StringRun(text, from: end)
      hasNonASCII = hasNonASCII || run.hasNonASCII
      end = run.end
      guard end &+ 1 < text.count, text[end] == UInt8(ascii: "\\"), Self.isShortest(text[end &+ 1]) else {
        return (end, hasNonASCII)
      }
      end &+= 2
    }
  }

  /// Whether the escape with this letter is kept as it is.
  private static func isShortest(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "n"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "t"), UInt8(ascii: "r"),
      UInt8(ascii: "b"), UInt8(ascii: "f"):
      true
    default: false
    }
  }

  private mutating func validate(_ bytes: Slice<UnsafeRawBufferPointer>) {
    if !utf8.accept(UnsafeRawBufferPointer(rebasing: bytes)) { message.carriedOddities.insert(.invalidUTF8) }
  }

  private mutating func checkUTF8Boundary() {
    guard !utf8.isComplete else { return }
    message.carriedOddities.insert(.invalidUTF8)
    utf8.reset()
  }

  private mutating func endString(_ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    if highSurrogate != 0 { flushSurrogate() }
    checkUTF8Boundary()
    guard isKey else { return valueEnded(text, index &+ 1, moment) }
    let level = depth &- base
    if level <= MessageAssembly.deepestLevel {
      flush(text, upTo: index &+ 1)
      message.keyEnded(level: level)
    }
    state = .colon
  }

  private mutating func stepEscape(_ byte: UInt8, _ moment: Moment) {
    state = .string
    if byte == UInt8(ascii: "u") {
      unicode = (0, 0)
      state = .unicode
      return
    }
    if highSurrogate != 0 { flushSurrogate() }
    if byte == UInt8(ascii: "/") {
      message.append(byte)
    } else if Self.isShortest(byte) {
      message.append(UInt8(ascii: "\\"))
      message.append(byte)
    } else {
      fail(moment)
    }
  }

  private mutating func stepUnicode(_ byte: UInt8, _ moment: Moment) {
    guard let digit = Self.nibble(byte) else { return fail(moment) }
    unicode = (unicode.value << 4 | UInt32(digit), unicode.digits + 1)
    guard unicode.digits == 4 else { return }
    state = .string
    let unit = unicode.value
    if highSurrogate != 0, unit & 0xfc00 == 0xdc00 {
      let scalar = 0x10000 + (highSurrogate & 0x3ff) << 10 + unit & 0x3ff
      highSurrogate = 0
      return appendScalar(scalar)
    }
    if highSurrogate != 0 { flushSurrogate() }
    switch unit & 0xfc00 {
    case 0xd800: highSurrogate = unit
    case 0xdc00: appendEscaped(unit)
    default: unit < 0x20 || unit == 0x22 || unit == 0x5c ? appendEscaped(unit) : appendScalar(unit)
    }
  }

  /// A high surrogate that no low one followed stays an escape: it stands for no character.
  private mutating func flushSurrogate() {
    appendEscaped(highSurrogate)
    highSurrogate = 0
  }

  private mutating func appendScalar(_ value: UInt32) {
    guard let scalar = Unicode.Scalar(value), let units = UTF8.encode(scalar) else { return }
    for unit in units { message.append(unit) }
  }

  /// The shortest escape of a code unit that must be escaped.
  private mutating func appendEscaped(_ unit: UInt32) {
    message.append(UInt8(ascii: "\\"))
    switch unit {
    case 0x22, 0x5c: message.append(UInt8(unit))
    case 0x08: message.append(UInt8(ascii: "b"))
    case 0x09: message.append(UInt8(ascii: "t"))
    case 0x0a: message.append(UInt8(ascii: "n"))
    case 0x0c: message.append(UInt8(ascii: "f"))
    case 0x0d: message.append(UInt8(ascii: "r"))
    default:
      message.append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] as [UInt32] {
        let nibble = UInt8(truncatingIfNeeded: unit >> shift & 15)
        message.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
      }
    }
  }

  // MARK: Numbers and literals

  private mutating func scanNumber(_ text: UnsafeRawBufferPointer, from start: Int, _ moment: Moment) -> Int {
    var index = start
    while index < text.count, Self.isNumberByte(text[index]) { index &+= 1 }
    if index < text.count { valueEnded(text, index, moment) }
    return index
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func stepLiteral(_ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    literal = (literal.text << 8 | UInt64(text[index]), literal.count + 1)
    switch (literal.count, literal.text) {
    case (4, 0x7472_7565), (4, 0x6e75_6c6c), (5, 0x66_616c_7365): valueEnded(text, index &+ 1, moment)
    case (5..., _): fail(text, index, moment)
    default: break
    }
  }

  static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
