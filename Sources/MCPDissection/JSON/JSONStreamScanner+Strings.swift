import CByteScan
import TrafficModel

/// Keys and strings: escapes are undone as far as JSON allows.
extension JSONStreamScanner {
  mutating func beginKey(_ byte: UInt8, _ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    guard byte == UInt8(ascii: "\"") else { return fail(text, index, moment) }
    isKey = true
    let level = depth &- base
    if level <= MessageAssembly.deepestLevel {
      message.keyBegan(level: level, ahead: ahead(text, index))
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
    let index = endOfShort(text, from: start) ?? copyStretch(text, from: start)
    guard index < text.count else { return index }
    let byte = text[index]
    switch byte {
    case UInt8(ascii: "\""): endString(text, index, moment)
    case UInt8(ascii: "\\"):
      checkUTF8Boundary()
      runStart = index &+ 1
      state = .escape
    default:
      // A raw control character: not JSON, but common parsers differ on it. Keep it, escaped, and say so.
      message.carriedOddities.insert(.malformed)
      appendEscaped(UInt32(byte))
      runStart = index &+ 1
    }
    return index &+ 1
  }

  /// Where the string ends, when nothing in it needs a look: it is handed over with what stands around it.
  private func endOfShort(_ text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard highSurrogate == 0, utf8.isComplete, let base = text.baseAddress, start < text.count else { return nil }
    // Safe: from `start` to the end of the buffer.
    let bytes = (base + start).assumingMemoryBound(to: UInt8.self)
    let length = egret_short_string(bytes, text.count &- start)
    return length < text.count &- start ? start &+ length : nil
  }

  /// Hands over what stands before `start`, and the string from there on as far as it can go by without a look at each byte;
  /// answers the position after it.
  private mutating func copyStretch(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
    flush(text, upTo: start)
    if highSurrogate != 0 {
      // Only another escape can be the other half.
      if text[start] == UInt8(ascii: "\\") { return start }
      flushSurrogate()
    }
    var index = start
    while index < text.count {
      let stretch = message.appendString(UnsafeRawBufferPointer(rebasing: text[index...]), vectorBytes)
      if !utf8.isComplete {
        validate(text[index..<index &+ stretch.read])
      } else if stretch.high < stretch.read {
        validate(text[index &+ stretch.high..<index &+ stretch.read])
      }
      index &+= stretch.read
      if stretch.isAtStop { break }
    }
    runStart = index
    return index
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
