extension JSONView {
  /// The text between the quotes of a JSON string with its escapes resolved (RFC 8259 §7). Lone surrogates become U+FFFD.
  package static func unescape(_ raw: ArraySlice<UInt8>) -> String {
    guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
    var units: [UInt8] = []
    units.reserveCapacity(raw.count)
    var index = raw.startIndex
    while index < raw.endIndex {
      guard raw[index] == UInt8(ascii: "\\"), index + 1 < raw.endIndex else {
        units.append(raw[index])
        index += 1
        continue
      }
      index += appendEscape(raw[(index + 1)...], to: &units)
    }
    return String(decoding: units, as: UTF8.self)
  }

  /// Appends what the escape whose text after the backslash is `rest` stands for; answers the bytes it took, backslash
  /// included.
  private static func appendEscape(_ rest: ArraySlice<UInt8>, to units: inout [UInt8]) -> Int {
    switch rest.first {
    case UInt8(ascii: "n"): units.append(0x0a)
    case UInt8(ascii: "t"): units.append(0x09)
    case UInt8(ascii: "r"): units.append(0x0d)
    case UInt8(ascii: "b"): units.append(0x08)
    case UInt8(ascii: "f"): units.append(0x0c)
    case UInt8(ascii: "u"): return appendCodeUnit(rest, to: &units)
    case let other?: units.append(other)
    case nil: return 1
    }
    return 2
  }

  private static func appendCodeUnit(_ rest: ArraySlice<UInt8>, to units: inout [UInt8]) -> Int {
    guard let first = hex4(rest.dropFirst()) else {
      units.append(UInt8(ascii: "u"))
      return 2
    }
    if first & 0xfc00 == 0xd800, rest.dropFirst(5).starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]),
      let second = hex4(rest.dropFirst(7)), second & 0xfc00 == 0xdc00
    {
      append(Unicode.Scalar(0x10000 + (first & 0x3ff) << 10 + second & 0x3ff), to: &units)
      return 12
    }
    append(Unicode.Scalar(first), to: &units)
    return 6
  }

  private static func append(_ scalar: Unicode.Scalar?, to units: inout [UInt8]) {
    units.append(contentsOf: UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
  }

  private static func hex4(_ digits: ArraySlice<UInt8>) -> UInt32? {
    guard digits.count >= 4 else { return nil }
    var value: UInt32 = 0
    for digit in digits.prefix(4) {
      guard let nibble = JSONStreamScanner.nibble(digit) else { return nil }
      value = value << 4 | UInt32(nibble)
    }
    return value
  }
}
