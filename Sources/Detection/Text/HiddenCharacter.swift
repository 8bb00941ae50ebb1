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

  /// How many of each kind; empty for nearly every text. Tags behind a black flag are the flags of regions, and joiners are
  /// how scripts and emoji are written.
  static func counts(in text: String) -> [HiddenCharacter: Int] {
    guard text.hasNonASCIIScalar(where: { Unicode.Scalar($0).map { kind(of: $0) != nil } ?? false }) else { return [:] }
    var counts: [HiddenCharacter: Int] = [:]
    var isFlag = false
    for (position, scalar) in text.unicodeScalars.enumerated() {
      guard let kind = kind(of: scalar) else {
        isFlag = scalar.value == 0x1f3f4
        continue
      }
      // A byte order mark at the beginning is a habit of some editors.
      if (kind == .tag && isFlag) || (scalar.value == 0xfeff && position == 0) { continue }
      counts[kind, default: 0] += 1
    }
    return counts
  }
}
