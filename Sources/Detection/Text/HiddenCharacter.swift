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

  /// How many of each kind; empty for nearly every text. What writing needs does not count: tags behind a black flag are the
  /// flags of regions, one variation selector behind an emoji or a sign beyond ASCII chooses how it is drawn, and in text from
  /// right to left isolates and embeddings keep foreign words in their place.
  ///
  /// - Parameter isProse: soft hyphens within words, as typeset text has them, do not count either.
  static func counts(in text: String, isProse: Bool = false) -> [HiddenCharacter: Int] {
    var counts: [HiddenCharacter: Int] = [:]
    var flagEnd: Int?
    var before: (scalar: Unicode.Scalar, end: Int)?
    var isRightToLeft = false
    var embeddings = 0
    var copy = text
    copy.withUTF8 { text in
      UnsafeRawBufferPointer(text).forEachScalarBeyondASCII { scalar, range in
        defer { before = (scalar, range.upperBound) }
        guard let kind = kind(of: scalar) else {
          flagEnd = scalar.value == 0x1f3f4 ? range.upperBound : nil
          isRightToLeft = isRightToLeft || Self.isRightToLeft(scalar)
          return
        }
        if kind == .tag, flagEnd == range.lowerBound {
          flagEnd = range.upperBound
          return
        }
        // A byte order mark at the beginning is a habit of some editors.
        if scalar.value == 0xfeff, range.lowerBound == 0 { return }
        let base = before?.end == range.lowerBound ? before?.scalar : nil
        let ascii = base == nil && range.lowerBound > 0 ? text[range.lowerBound - 1] : nil
        if kind == .variationSelector, choosesForm(scalar, of: base, ascii) { return }
        if scalar.value == 0xad, isProse, base.map(\.properties.isAlphabetic) ?? ascii.map(isLetter) ?? false { return }
        if kind == .bidirectional, !isOverride(scalar) {
          embeddings += 1
          return
        }
        counts[kind, default: 0] += 1
      }
    }
    if embeddings > 0, !isRightToLeft { counts[.bidirectional, default: 0] += embeddings }
    return counts
  }

  /// One selector behind what has several forms: U+FE0E and U+FE0F behind emoji (digits among them, for keycaps), all behind
  /// signs and ideographs (Unicode, "StandardizedVariants.txt", "IVD_Sequences.txt"). A selector behind a selector carries data.
  private static func choosesForm(_ selector: Unicode.Scalar, of base: Unicode.Scalar?, _ ascii: UInt8?) -> Bool {
    if let base {
      guard kind(of: base) == nil else { return false }
      return selector.value >= 0xe0100 ? base.properties.isIdeographic : true
    }
    guard let ascii, selector.value == 0xfe0e else { return false }
    return (0x30...0x39).contains(ascii) || ascii == UInt8(ascii: "#") || ascii == UInt8(ascii: "*")
  }

  /// Turns the order of letters, whatever they are: no script needs it.
  private static func isOverride(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0x202d || scalar.value == 0x202e }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8ff, 0xfb1d...0xfdff, 0xfe70...0xfefc, 0x10800...0x10fff, 0x1e800...0x1efff: true
    default: false
    }
  }
}
