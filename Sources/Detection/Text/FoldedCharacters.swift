/// Characters that programs turn into letters, digits and dots of ASCII before they look a host name up, after the mapping
/// of UTS #46: full-width forms, digits and letters in circles, raised, lowered or mathematical, and what is left out.
enum FoldedCharacters {
  /// `text` in ASCII; nil when a character of it does not become any.
  static func ascii(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var folded = ""
    for scalar in text.unicodeScalars {
      guard let part = ascii(scalar.value) else { return nil }
      folded += part
    }
    return folded
  }

  private static func ascii(_ value: UInt32) -> String? {
    switch value {
    case ..<0x80: letter(value)
    // Soft hyphen, zero-width space, word joiner, variation selectors, byte order mark: nothing.
    case 0xad, 0x200b, 0x2060, 0x2064, 0xfe00...0xfe0f, 0xfeff: ""
    case 0x3002, 0xff61: "."
    case 0xff01...0xff5e: letter(value - 0xfee0)
    case 0xb9: "1"
    case 0xb2, 0xb3: letter(value - 0xb0 + 0x30)
    case 0x2070, 0x2074...0x2079: letter(value - 0x2070 + 0x30)
    case 0x2080...0x2089: letter(value - 0x2080 + 0x30)
    case 0x2460...0x2473: String(value - 0x245f)
    case 0x24ea: "0"
    case 0x24b6...0x24cf: letter(value - 0x24b6 + 0x61)
    case 0x24d0...0x24e9: letter(value - 0x24d0 + 0x61)
    case 0x1d400...0x1d6a3: letter((value - 0x1d400) % 26 + 0x61)
    case 0x1d7ce...0x1d7ff: letter((value - 0x1d7ce) % 10 + 0x30)
    default: nil
    }
  }

  private static func letter(_ value: UInt32) -> String? { Unicode.Scalar(value).map { String(Character($0)) } }
}
