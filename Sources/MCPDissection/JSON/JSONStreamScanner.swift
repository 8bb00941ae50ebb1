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
  var state = Lexical.start
  var depth = 0
  var objects: [UInt64] = []
  /// 1 inside the array of a batch.
  var base = 0
  var message: MessageAssembly
  /// Whole messages, in the order they ended; the caller takes them.
  private(set) var finished: [JSONRPCMessage] = []

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
    defer { finished.removeAll() }
    return finished
  }

  package mutating func receive(_ bytes: RawSpan, moment: Moment) {
    bytes.withUnsafeBytes { buffer in
      var index = 0
      while index < buffer.count, state != .failed {
        switch state {
        case .string: index = scanString(buffer, from: index, moment)
        case .number: index = scanNumber(buffer, from: index, moment)
        default:
          step(buffer[index], moment)
          index &+= 1
        }
      }
    }
  }

  /// The body is over, or its next bytes were not captured: what is open becomes an incomplete message.
  package mutating func finish(moment: Moment) {
    if state == .number, depth == base { valueEnded(moment) }
    abandon(moment)
    state = .failed
  }

  private mutating func step(_ byte: UInt8, _ moment: Moment) {
    switch state {
    case .escape: return stepEscape(byte, moment)
    case .unicode: return stepUnicode(byte, moment)
    case .literal: return stepLiteral(byte, moment)
    default: break
    }
    if byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { return }
    switch state {
    case .start: begin(byte, moment)
    case .value: beginValue(byte, moment)
    case .valueOrEnd: byte == UInt8(ascii: "]") ? close(byte, moment) : beginValue(byte, moment)
    case .keyOrEnd: byte == UInt8(ascii: "}") ? close(byte, moment) : beginKey(byte, moment)
    case .key: beginKey(byte, moment)
    case .colon:
      guard byte == UInt8(ascii: ":") else { return fail(moment) }
      message.append(byte)
      state = .value
    case .afterValue: stepAfterValue(byte, moment)
    default: fail(moment)
    }
  }

  // MARK: Structure

  private mutating func begin(_ byte: UInt8, _ moment: Moment) {
    switch byte {
    case 0xef where byteOrderMark == 0, 0xbb where byteOrderMark == 1, 0xbf where byteOrderMark == 2:
      byteOrderMark += 1
      if byteOrderMark == 3 { message.carriedOddities.insert(.byteOrderMark) }
    case UInt8(ascii: "["):
      base = 1
      message.isBatch = true
      push(isObject: false)
      state = .valueOrEnd
    case UInt8(ascii: "{"): beginValue(byte, moment)
    default: fail(moment)
    }
  }

  private mutating func beginValue(_ byte: UInt8, _ moment: Moment) {
    if depth == base {
      guard byte == UInt8(ascii: "{") else { return fail(moment) }
      message.begin(moment)
    } else {
      message.valueBegan(level: depth - base)
    }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte, moment)
    case UInt8(ascii: "\""):
      isKey = false
      beginString()
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      literal = (UInt64(byte), 1)
      message.append(byte)
      state = .literal
    case UInt8(ascii: "-"), 0x30...0x39:
      message.append(byte)
      state = .number
    default: fail(moment)
    }
  }

  private mutating func open(_ byte: UInt8, _ moment: Moment) {
    guard depth < limits.depth else {
      message.carriedOddities.insert(.depthLimit)
      return fail(moment)
    }
    let isObject = byte == UInt8(ascii: "{")
    message.append(byte)
    push(isObject: isObject)
    state = isObject ? .keyOrEnd : .valueOrEnd
  }

  private mutating func push(isObject: Bool) {
    let word = depth >> 6
    if word == objects.count { objects.append(0) }
    let bit = UInt64(1) << UInt64(depth & 63)
    objects[word] = isObject ? objects[word] | bit : objects[word] & ~bit
    depth += 1
  }

  private var isInObject: Bool {
    depth > 0 && objects[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1
  }

  private mutating func stepAfterValue(_ byte: UInt8, _ moment: Moment) {
    switch byte {
    case UInt8(ascii: ","):
      if depth > base { message.append(byte) }
      state = isInObject ? .key : .value
    case UInt8(ascii: "}") where isInObject: close(byte, moment)
    case UInt8(ascii: "]") where !isInObject: close(byte, moment)
    default: fail(moment)
    }
  }

  private mutating func close(_ byte: UInt8, _ moment: Moment) {
    if depth == 1, base == 1 {
      depth = 0
      state = .done
      return
    }
    message.append(byte)
    depth -= 1
    valueEnded(moment)
  }

  private mutating func valueEnded(_ moment: Moment) {
    if depth > base {
      message.valueEnded(level: depth - base)
      state = .afterValue
      return
    }
    if let whole = message.end(moment) { finished.append(whole) }
    state = base == 1 ? .afterValue : .done
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

  private mutating func beginKey(_ byte: UInt8, _ moment: Moment) {
    guard byte == UInt8(ascii: "\"") else { return fail(moment) }
    isKey = true
    message.keyBegan(level: depth - base)
    beginString()
  }

  private mutating func beginString() {
    message.append(UInt8(ascii: "\""))
    utf8.reset()
    highSurrogate = 0
    state = .string
  }

  /// Takes everything up to the next byte that needs a look; answers the position after it.
  private mutating func scanString(_ buffer: UnsafeRawBufferPointer, from start: Int, _ moment: Moment) -> Int {
    let run = plainRun(buffer, from: start)
    if run.end > start {
      if highSurrogate != 0 { flushSurrogate() }
      if run.hasNonASCII || !utf8.isComplete { validate(buffer[start..<run.end]) }
      message.append(UnsafeRawBufferPointer(rebasing: buffer[start..<run.end]))
    }
    guard run.end < buffer.count else { return run.end }
    let byte = buffer[run.end]
    switch byte {
    case UInt8(ascii: "\""): endString(moment)
    case UInt8(ascii: "\\"):
      checkUTF8Boundary()
      state = .escape
    default:
      // A raw control character: not JSON, but common parsers differ on it. Keep it, escaped, and say so.
      message.carriedOddities.insert(.malformed)
      appendEscaped(UInt32(byte))
    }
    return run.end &+ 1
  }

  /// Bytes that stand in the compact form as they are: plain ones, and escapes that are shortest already. Text is full of
  /// line feeds and quotes, and one long run costs far less than many short ones.
  private func plainRun(
    _ buffer: UnsafeRawBufferPointer, from start: Int
  ) -> (end: Int, hasNonASCII: Bool) {
    var end = start
    var hasNonASCII = false
    while true {
      let run = StringRun(buffer, from: end)
      hasNonASCII = hasNonASCII || run.hasNonASCII
      end = run.end
      guard end &+ 1 < buffer.count, buffer[end] == UInt8(ascii: "\\"), Self.isShortest(buffer[end &+ 1]) else {
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
    for byte in bytes where !utf8.accept(byte) { message.carriedOddities.insert(.invalidUTF8) }
  }

  private mutating func checkUTF8Boundary() {
    guard !utf8.isComplete else { return }
    message.carriedOddities.insert(.invalidUTF8)
    utf8.reset()
  }

  private mutating func endString(_ moment: Moment) {
    if highSurrogate != 0 { flushSurrogate() }
    checkUTF8Boundary()
    message.append(UInt8(ascii: "\""))
    guard isKey else { return valueEnded(moment) }
    message.keyEnded(level: depth - base)
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
    switch byte {
    case UInt8(ascii: "/"): message.append(byte)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
      UInt8(ascii: "r"), UInt8(ascii: "t"):
      message.append(UInt8(ascii: "\\"))
      message.append(byte)
    default: fail(moment)
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

  private mutating func scanNumber(_ buffer: UnsafeRawBufferPointer, from start: Int, _ moment: Moment) -> Int {
    var index = start
    while index < buffer.count, Self.isNumberByte(buffer[index]) { index &+= 1 }
    if index > start { message.append(UnsafeRawBufferPointer(rebasing: buffer[start..<index])) }
    if index < buffer.count { valueEnded(moment) }
    return index
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func stepLiteral(_ byte: UInt8, _ moment: Moment) {
    literal = (literal.text << 8 | UInt64(byte), literal.count + 1)
    message.append(byte)
    switch (literal.count, literal.text) {
    case (4, 0x7472_7565), (4, 0x6e75_6c6c), (5, 0x66_616c_7365): valueEnded(moment)
    case (5..., _): fail(moment)
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
