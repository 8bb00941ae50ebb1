import CByteScan
import TrafficModel

/// Keys and strings: escapes are undone as far as JSON allows.
extension JSONStreamScanner {
  mutating func beginKey(_ byte: UInt8, _ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    guard byte == UInt8(ascii: "\"") else { return fail(text, index, moment) }
    isKey = true
    let level = depth &- base
    if level <= MessageAssembly.deepestLevel {
      flush(text, upTo: index)
      message.keyBegan(level: level)
    }
    beginString()
  }

  mutating func beginString() {
    utf8.reset()
    highSurrogate = 0
    state = .string
  }

  /// Takes everything up to the next byte that needs a look; answers the position after it.
  mutating func scanString(_ text: UnsafeRawBufferPointer, from start: Int, _ moment: Moment) -> Int {
    let run = plainRun(text, from: start)
    if run.end > start {
      // Nothing is pending while an escape is read, so what is flushed here stands before the run.
      if highSurrogate != 0 { flushSurrogate() }
      if !utf8.isComplete {
        validate(text[start..<run.end])
      } else if run.high < run.end {
        validate(text[run.high..<run.end])
      }
    }
    guard run.end < text.count else { return run.end }
    let byte = text[run.end]
    switch byte {
    case UInt8(ascii: "\""): endString(text, run.end, moment)
    case UInt8(ascii: "\\"):
      checkUTF8Boundary()
      if let (character, end) = plainUnicode(text, from: run.end &+ 1) {
        message.append(UnsafeRawBufferPointer(rebasing: text[runStart..<run.end]), character)
        runStart = end
        return end
      }
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
  /// line feeds and quotes. This is the loop that most bytes of MCP traffic pass.
  ///
  /// `high` is the place of the first byte beyond ASCII among them, or `end`.
  private func plainRun(_ text: UnsafeRawBufferPointer, from start: Int) -> (end: Int, high: Int) {
    guard let base = text.baseAddress, start < text.count else { return (start, start) }
    var high = 0
    // Safe: from `start` to the end of the buffer.
    let bytes = (base + start).assumingMemoryBound(to: UInt8.self)
    let length = egret_compact_bytes(bytes, text.count &- start, vectorBytes, &high)
    return (start &+ length, start &+ min(high, length))
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

  mutating func stepEscape(_ byte: UInt8, _ moment: Moment) {
    state = .string
    if byte == UInt8(ascii: "u") {
      unicode = (0, 0)
      state = .unicode
      return
    }
    if highSurrogate != 0 { flushSurrogate() }
    if byte == UInt8(ascii: "/") {
      message.append(byte)
    } else if egret_is_shortest_escape(byte) {
      message.append(UInt8(ascii: "\\"))
      message.append(byte)
    } else {
      fail(moment)
    }
  }

  /// Reads an escape by code unit, behind its backslash, that is whole in this piece and stands for one character, as nearly all
  /// do; answers the position after it as well. Many servers escape everything but ASCII.
  private func plainUnicode(
    _ text: UnsafeRawBufferPointer, from start: Int
  ) -> (character: EncodedCharacter, end: Int)? {
    guard highSurrogate == 0, text.count &- start >= 5, text[start] == UInt8(ascii: "u") else { return nil }
    var unit: UInt32 = 0
    for index in start &+ 1..<start &+ 5 {
      guard let digit = Self.nibble(text[index]) else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    guard unit >= 0x80, unit & 0xf800 != 0xd800 else { return nil }
    let last = UInt8(truncatingIfNeeded: unit & 0x3f) | 0x80
    let middle = UInt8(truncatingIfNeeded: unit >> 6 & 0x3f)
    if unit < 0x800 { return (EncodedCharacter(middle | 0xc0, last), start &+ 5) }
    return (EncodedCharacter(UInt8(truncatingIfNeeded: unit >> 12) | 0xe0, middle | 0x80, last), start &+ 5)
  }

  mutating func stepUnicode(_ byte: UInt8, _ moment: Moment) {
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
}
