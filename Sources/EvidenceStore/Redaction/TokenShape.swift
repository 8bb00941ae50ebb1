/// Recognizes single tokens that look like secrets. Looks at shape only: no dictionary, no network, linear time.
enum TokenShape {
  /// The kind of secret that `text[range]`, a run of token bytes, looks like.
  static func kind(_ text: Span<UInt8>, _ range: Range<Int>) -> SecretKind? {
    guard range.count >= 12 else { return nil }
    return certainKind(text, range) ?? (looksRandom(text, range) ? .highEntropy : nil)
  }

  /// Only shapes that nothing but a secret has. For names, where a guess would do harm.
  static func certainKind(_ text: Span<UInt8>, _ range: Range<Int>) -> SecretKind? {
    if hasVendorPrefix(text, range, minimumRest: nil) { return .vendorToken }
    return isJSONWebToken(text, range) ? .jwt : nil
  }

  // MARK: Known issuers

  private struct Prefix {
    var text: StaticString
    /// Fewer bytes after the prefix are no token of this issuer.
    var minimumRest: Int
  }

  /// `minimumRest` overrides that of each prefix; 0 finds the beginning of a token that was cut.
  static func hasVendorPrefix(_ text: Span<UInt8>, _ range: Range<Int>, minimumRest: Int?) -> Bool {
    let start = range.lowerBound
    guard range.count >= 2, mayBeginPrefix(text[start], text[start + 1]) else { return false }
    return prefixes.contains { prefix in
      let length = prefix.text.utf8CodeUnitCount
      guard range.count >= length + (minimumRest ?? prefix.minimumRest) else { return false }
      for index in 0..<length where text[range.lowerBound + index] != prefix.text.utf8Start[index] { return false }
      return true
    }
  }

  /// Whether two bytes begin a prefix: few words get beyond this.
  private static func mayBeginPrefix(_ first: UInt8, _ second: UInt8) -> Bool {
    beginnings[Int(first & 63)] & (1 << UInt64(second & 63)) != 0
  }

  /// For the low bits of each first byte of a prefix, a bit for those of each second byte.
  private static let beginnings: [UInt64] = {
    var table = [UInt64](repeating: 0, count: 64)
    for prefix in prefixes {
      table[Int(prefix.text.utf8Start[0] & 63)] |= 1 << UInt64(prefix.text.utf8Start[1] & 63)
    }
    return table
  }()

  private static let prefixes: [Prefix] = [
    Prefix(text: "sk-", minimumRest: 16), Prefix(text: "sk_live_", minimumRest: 8),
    Prefix(text: "sk_test_", minimumRest: 8), Prefix(text: "rk_live_", minimumRest: 8),
    Prefix(text: "whsec_", minimumRest: 16), Prefix(text: "ghp_", minimumRest: 16),
    Prefix(text: "gho_", minimumRest: 16),
    Prefix(text: "ghu_", minimumRest: 16), Prefix(text: "ghs_", minimumRest: 16), Prefix(text: "ghr_", minimumRest: 16),
    Prefix(text: "github_pat_", minimumRest: 16), Prefix(text: "glpat-", minimumRest: 12),
    Prefix(text: "AKIA", minimumRest: 12), Prefix(text: "ASIA", minimumRest: 12), Prefix(text: "xoxb-", minimumRest: 8),
    Prefix(text: "xoxp-", minimumRest: 8), Prefix(text: "xoxa-", minimumRest: 8), Prefix(text: "xoxr-", minimumRest: 8),
    Prefix(text: "xoxs-", minimumRest: 8), Prefix(text: "xoxe", minimumRest: 8), Prefix(text: "xapp-", minimumRest: 8),
    Prefix(text: "AIza", minimumRest: 30), Prefix(text: "ya29.", minimumRest: 12),
    Prefix(text: "npm_", minimumRest: 24),
    Prefix(text: "pypi-", minimumRest: 16), Prefix(text: "hf_", minimumRest: 20),
    Prefix(text: "dop_v1_", minimumRest: 16),
    Prefix(text: "SG.", minimumRest: 20), Prefix(text: "shpat_", minimumRest: 16),
    Prefix(text: "tvly-", minimumRest: 12),
    Prefix(text: "lin_api_", minimumRest: 12), Prefix(text: "sntrys_", minimumRest: 12),
    Prefix(text: "AGE-SECRET-KEY-", minimumRest: 12),
  ]

  /// `eyJ` is base64url for `{"`; a JOSE object is that, a dot, and more (RFC 7515 §3).
  private static func isJSONWebToken(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    guard range.count >= 16, text[start] == 0x65, text[start + 1] == 0x79, text[start + 2] == 0x4a else { return false }
    for index in range where text[index] == 0x2e { return index - start >= 8 }
    return false
  }

  // MARK: Randomness

  /// Shorter runs are too often words.
  private static let minimumRandom = 20
  /// Below, hexadecimal runs are too often colours, versions and short hashes.
  private static let minimumHexadecimal = 32

  /// Random text changes between letters and digits, and from lower to upper case, at almost every second byte; words,
  /// camel case, dates and paths at less than one in five. Separators count as no change, so `a-b-c` does not look random.
  private static func looksRandom(_ text: Span<UInt8>, _ range: Range<Int>, bytesPerChange: Int = 4) -> Bool {
    guard range.count >= minimumRandom, !isUUID(text, range) else { return false }
    var changes = 0, digits = 0, letters = 0, hexadecimal = 0
    var previous: UInt8 = 0
    for index in range {
      let byte = text[index]
      let isDigit = TextClass.isDigit(byte)
      let isLetter = TextClass.isUpper(byte) || TextClass.isLower(byte)
      if isDigit { digits += 1 } else if isLetter { letters += 1 }
      if isDigit || (isLetter && byte | 0x20 <= 0x66) { hexadecimal += 1 }
      if changesClass(previous, byte) { changes += 1 }
      previous = byte
    }
    guard digits > 0, letters > 0 else { return range.count >= 32 && changes * 5 >= range.count }
    if hexadecimal == range.count { return range.count >= minimumHexadecimal && changes * 5 >= range.count }
    return changes * bytesPerChange >= range.count
  }

  /// Base64 of keys, such as the 40 bytes of a cloud secret, has slashes and plus signs in it.
  static func isBase64WithSlashes(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count >= 40, text[range.lowerBound] != 0x2f else { return false }
    for index in range where text[index] == 0x2e || text[index] == 0x2d || text[index] == 0x5f { return false }
    return looksRandom(text, range, bytesPerChange: 6)
  }

  private static func changesClass(_ a: UInt8, _ b: UInt8) -> Bool {
    if TextClass.isDigit(a) { return TextClass.isLower(b) || TextClass.isUpper(b) }
    if TextClass.isLower(a) { return TextClass.isDigit(b) || TextClass.isUpper(b) }
    return TextClass.isUpper(a) && TextClass.isDigit(b)
  }

  /// UUIDs (RFC 9562 §4) name things; they are seldom secrets, and records are hard to read without them.
  private static func isUUID(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count == 36 else { return false }
    let start = range.lowerBound
    return text[start + 8] == 0x2d && text[start + 13] == 0x2d && text[start + 18] == 0x2d && text[start + 23] == 0x2d
  }
}
