import CByteScan
package import TrafficModel

/// Cuts JSON-RPC messages, single or in a batch, out of a body that comes in pieces of any size.
///
/// One pass, no tree: the text is rewritten in compact form as it goes by, and of that form sizes, digests and a bounded
/// excerpt of each member are kept. How the body is cut into pieces never changes a message. After malformed text nothing
/// more is read.
///
/// Invariant: `depth` containers are open, and bit `n` of `objects`, then of `deeperObjects`, says whether container `n` is an
/// object.
package struct JSONStreamScanner: ~Copyable {
  enum Lexical: UInt8 {
    case start, value, valueOrEnd, afterValue, key, keyOrEnd, colon, string, escape, unicode, number, literal, done,
      failed
  }

  let limits: JSONLimits
  let vectorBytes = egret_vector_bytes()
  var state = Lexical.start
  var depth = 0
  /// Of the first 64 containers.
  var objects: UInt64 = 0
  /// Of the others.
  var deeperObjects: [UInt64] = []
  /// Whether the innermost open container is an object.
  var isInObject = false
  /// 1 inside the array of a batch.
  var base = 0
  var message: MessageAssembly
  /// Whole messages, in the order they ended; the caller takes them.
  var finished = ShortList<JSONRPCMessage>()

  /// Where in the piece being read the bytes begin that stand in the compact form as they are and are not handed to
  /// `message` yet. Most text on the wire is compact already: long runs cost far less than single bytes.
  var runStart = 0

  // Of the token being read.
  var isKey = false
  var literal: (text: UInt64, count: Int) = (0, 0)
  var unicode: (value: UInt32, digits: Int) = (0, 0)
  var highSurrogate: UInt32 = 0
  var utf8 = UTF8Validator()
  var byteOrderMark = 0
  /// Where in the piece being read the number begins that is being read.
  var numberStart = 0
  /// Of a number that began in an earlier piece.
  var cutNumber: NumberSize?

  package init(limits: JSONLimits) { self.init(limits: limits, keepsResultApart: true) }

  init(limits: JSONLimits, keepsResultApart: Bool) {
    self.limits = limits
    message = MessageAssembly(limits: limits, keepsResultApart: keepsResultApart)
  }

  /// Nothing but white space has come, or everything has ended.
  package var isIdle: Bool { state == .start || state == .done }
  package var hasFailed: Bool { state == .failed }
  /// A JSON text has begun and not ended.
  package var isInside: Bool { !isIdle && !hasFailed }

  package mutating func takeFinished() -> ShortList<JSONRPCMessage> { finished.takeAll() }

  /// - Parameter toCome: bytes of the text that are known to come behind these; a hint, for the room of what is kept.
  package mutating func receive(_ bytes: RawSpan, toCome: UInt64 = 0, moment: Moment) {
    message.expect(bytes.byteCount, toCome: toCome)
    bytes.withUnsafeBytes { scan($0, moment) }
  }

  /// The body is over, or its next bytes were not captured: what is open becomes an incomplete message.
  package mutating func finish(moment: Moment) {
    abandon(moment)
    state = .failed
  }

  private mutating func scan(_ text: UnsafeRawBufferPointer, _ moment: Moment) {
    runStart = 0
    numberStart = 0
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
    if state == .number { carryNumber(text) }
    flush(text, upTo: text.count)
  }

  /// Hands over the run that ends before `end`.
  mutating func flush(_ text: UnsafeRawBufferPointer, upTo end: Int) {
    guard end > runStart, state != .failed else { return }
    message.append(UnsafeRawBufferPointer(rebasing: text[runStart..<end]))
    runStart = end
  }

  /// How many bytes before `index` are sure to be kept, and so need not be handed over for it to be known where they end.
  mutating func ahead(_ text: UnsafeRawBufferPointer, _ index: Int) -> Int {
    let count = max(0, index &- runStart)
    if message.keeps(count) { return count }
    flush(text, upTo: index)
    return 0
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
      if message.readsValue(level: level) { flush(text, upTo: index) }
      message.valueBegan(level: level, ahead: ahead(text, index))
    }
    switch byte {
    case UInt8(ascii: "\""):
      isKey = false
      beginString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte, text, index, moment)
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      literal = (UInt64(byte), 1)
      state = .literal
    case UInt8(ascii: "-"), 0x30...0x39:
      numberStart = index
      state = .number
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
    let bit = UInt64(1) << UInt64(depth & 63)
    if depth < 64 {
      objects = isObject ? objects | bit : objects & ~bit
    } else {
      let word = depth >> 6 &- 1
      if word == deeperObjects.count { deeperObjects.append(0) }
      deeperObjects[word] = isObject ? deeperObjects[word] | bit : deeperObjects[word] & ~bit
    }
    depth &+= 1
    isInObject = isObject
  }

  private mutating func pop() {
    depth &-= 1
    let outer = depth &- 1
    guard outer >= 0 else { return isInObject = false }
    let word = outer < 64 ? objects : deeperObjects[outer >> 6 &- 1]
    isInObject = word >> UInt64(outer & 63) & 1 == 1
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
  mutating func valueEnded(_ text: UnsafeRawBufferPointer, _ end: Int, _ moment: Moment) {
    let level = depth &- base
    guard level <= MessageAssembly.deepestLevel else {
      state = .afterValue
      return
    }
    if level > 1 {
      message.memberEnded(ahead: ahead(text, end))
      state = .afterValue
      return
    }
    flush(text, upTo: end)
    if level > 0 {
      message.topEnded()
      state = .afterValue
      return
    }
    if let whole = message.end(moment) { finished.append(whole) }
    state = base == 1 ? .afterValue : .done
  }

  mutating func fail(_ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    flush(text, upTo: index)
    fail(moment)
  }

  mutating func fail(_ moment: Moment) {
    message.carriedOddities.insert(.malformed)
    abandon(moment)
    state = .failed
  }

  private mutating func abandon(_ moment: Moment) {
    if let part = message.abandon(moment) { finished.append(part) }
  }
}
