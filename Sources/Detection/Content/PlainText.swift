/// The words of a JSON text, made comparable: what strings hold, in lower case, runs of blanks as one, escapes undone as far as
/// they matter. Names of members and punctuation are left out, so that two answers do not look alike for being JSON.
package enum PlainText {
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  /// Of compact JSON; looks at the first `limit` bytes.
  package static func ofJSON(_ text: [UInt8], limit: Int) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(min(limit, text.count))
    var index = 0
    let end = min(limit, text.count)
    while index < end {
      guard text[index] == quote else {
        index += 1
        continue
      }
      let start = index + 1
      index = start
      while index < end, text[index] != quote { index += text[index] == backslash ? 2 : 1 }
      let stop = min(index, end)
      let isName = stop + 1 < text.count && text[stop + 1] == UInt8(ascii: ":")
      if !isName {
        append(text[start..<stop], to: &plain)
        // Strings that follow each other are not one.
        if plain.last != 0x20 { plain.append(0x20) }
      }
      index = stop + 1
    }
    return plain
  }

  /// Of text that is no JSON.
  package static func of(_ text: some Collection<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    append(text, to: &plain)
    return plain
  }

  private static func append(_ text: some Collection<UInt8>, to plain: inout [UInt8]) {
    var isEscaped = false
    for byte in text {
      if isEscaped {
        isEscaped = false
        let isBlank = [UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t")].contains(byte)
        append(isBlank ? 0x20 : byte, to: &plain)
      } else if byte == backslash {
        isEscaped = true
      } else {
        append(byte, to: &plain)
      }
    }
  }

  private static func append(_ byte: UInt8, to plain: inout [UInt8]) {
    if byte <= 0x20 {
      if let last = plain.last, last != 0x20 { plain.append(0x20) }
    } else {
      plain.append((0x41...0x5a).contains(byte) ? byte | 0x20 : byte)
    }
  }
}
