/// Characters that people do not see. In 1,967 real definitions of public servers none of them occurs.
enum HiddenCharacter: String, CaseIterable, Sendable {
  /// U+E0000…: an invisible copy of ASCII.
  case tag
  case zeroWidth = "zero_width"
  /// Turns the direction of text.
  case bidirectional
  /// Blank letters.
  case filler
  /// Behind anything but an emoji.
  case variationSelector = "variation_selector"

  static func kind(of scalar: Unicode.Scalar) -> HiddenCharacter? {
    switch scalar.value {
    case 0xe0001, 0xe0020...0xe007f: .tag
    case 0x200b, 0x2060...0x2064, 0xfeff, 0x180e, 0x00ad: .zeroWidth
    case 0x202a...0x202e, 0x2066...0x2069: .bidirectional
    case 0x115f, 0x1160, 0x3164, 0xffa0: .filler
    case 0xfe00...0xfe0e, 0xe0100...0xe01ef: .variationSelector
    default: nil
    }
  }

  /// The same characters as an expression over bytes of UTF-8.
  static let pattern =
    #"\xf3\xa0(\x80[\x81\xa0-\xbf]|\x81[\x80-\xbf]|[\x84-\x86][\x80-\xbf]|\x87[\x80-\xaf])"#
    + #"|\xe2\x80[\x8b\xaa-\xae]|\xe2\x81[\xa0-\xa4\xa6-\xa9]|\xef\xbb\xbf|\xe1\xa0\x8e|\xc2\xad"#
    + #"|\xe1\x85[\x9f\xa0]|\xe3\x85\xa4|\xef\xbe\xa0|\xef\xb8[\x80-\x8e]"#

  /// How many of each kind; empty for nearly every text. Tags behind a black flag are the flags of regions, and joiners are
  /// how scripts and emoji are written.
  static func counts(in text: String) -> [HiddenCharacter: Int] {
    var counts: [HiddenCharacter: Int] = [:]
    var flagEnd: Int?
    var copy = text
    copy.withUTF8 { text in
      UnsafeRawBufferPointer(text).forEachScalarBeyondASCII { scalar, range in
        guard let kind = kind(of: scalar) else {
          flagEnd = scalar.value == 0x1f3f4 ? range.upperBound : nil
          return
        }
        if kind == .tag, flagEnd == range.lowerBound {
          flagEnd = range.upperBound
          return
        }
        // A byte order mark at the beginning is a habit of some editors.
        if scalar.value == 0xfeff, range.lowerBound == 0 { return }
        counts[kind, default: 0] += 1
      }
    }
    return counts
  }
}
