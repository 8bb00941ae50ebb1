import TrafficModel

/// A credential in a text, known by the prefix its issuer gives it, and by what else must hold of it.
package struct SecretMention: Hashable, Sendable {
  /// Whose it is.
  package var kind: String
  package var range: Range<Int>
  /// Its first four and last two characters: all of it that is ever stored.
  package var hint: String

  private struct Shape {
    var kind: String
    var prefix: [UInt8]
    /// Length of what follows the prefix.
    var rest: ClosedRange<Int>
    /// Only capitals and digits follow.
    var isUpper = false
  }

  /// No text that is shorter holds one.
  static let shortest = 9

  /// Secrets in `text`, at most `limit`. Linear in the text: a byte costs one look into a table unless it may begin one.
  package static func all(in text: [UInt8], limit: Int = 16) -> [SecretMention] {
    var found: [SecretMention] = []
    // The table is taken out of its static place once: asking for it at each byte cost more than the look.
    starts.withUnsafeBufferPointer { starts in
      text.withUnsafeBufferPointer { bytes in scan(bytes, starts, limit, &found) }
    }
    return found
  }

  private static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ starts: UnsafeBufferPointer<Bool>, _ limit: Int,
    _ found: inout [SecretMention]
  ) {
    var index = 0
    while index + shortest <= bytes.count, found.count < limit {
      let pair = Int(bytes[index]) << 8 | Int(bytes[index + 1])
      guard starts[pair], isBoundary(bytes, index), let mention = mention(bytes, at: index) else {
        index += 1
        continue
      }
      found.append(mention)
      index = mention.range.upperBound
    }
  }

  /// What stands before is no part of a token; the letter of an escape such as `\\n` is none.
  private static func isBoundary(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index > 0, isTokenByte(bytes[index - 1]) else { return true }
    return index > 1 && bytes[index - 2] == UInt8(ascii: "\\")
  }

  private static func mention(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> SecretMention? {
    if matches(bytes, start, keyBlock) {
      return SecretMention(
        kind: "private key", range: start..<min(bytes.count, start + keyBlock.count), hint: "PEM block")
    }
    for shape in shapes where matches(bytes, start, shape.prefix) {
      let restStart = start + shape.prefix.count
      var end = restStart
      while end < bytes.count, end - restStart <= shape.rest.upperBound, isTokenByte(bytes[end]) { end += 1 }
      let rest = UnsafeBufferPointer(rebasing: bytes[restStart..<end])
      guard shape.rest.contains(rest.count), !shape.isUpper || rest.allSatisfy(isUpperOrDigit), looksIssued(rest)
      else { continue }
      return SecretMention(kind: shape.kind, range: start..<end, hint: hint(bytes, start..<end))
    }
    return nil
  }

  private static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ pattern: [UInt8]) -> Bool {
    guard start + pattern.count <= bytes.count else { return false }
    return pattern.indices.allSatisfy { bytes[start + $0] == pattern[$0] }
  }

  /// Issued by a machine: evenly mixed, and no placeholder such as `EXAMPLE` or `xxxx`.
  private static func looksIssued(_ rest: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = String(decoding: rest, as: UTF8.self).lowercased()
    let placeholders = [
      "example", "xxxx", "your", "placeholder", "test_key", "0000000", "1234567", "abcdefg", "redacted",
    ]
    guard !placeholders.contains(where: { text.contains($0) }) else { return false }
    return ByteEntropy.bits(rest) >= (rest.count >= 24 ? 3.2 : 2.7)
  }

  private static func hint(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: bytes[range.prefix(4)], as: UTF8.self) + "…"
      + String(decoding: bytes[range.suffix(2)], as: UTF8.self)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x5f || byte == 0x2e
  }

  private static func isUpperOrDigit(_ byte: UInt8) -> Bool {
    (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte)
  }

  private static let keyBlock = Array("-----BEGIN".utf8)

  /// Expressions that match wherever `all` finds something, and hardly anywhere else.
  static let patterns: [String] =
    ["-----BEGIN"]
    + shapes.map { shape in
      let prefix = String(decoding: shape.prefix, as: UTF8.self).replacing(".", with: #"\."#)
      return prefix + (shape.isUpper ? "[A-Z0-9]" : #"[A-Za-z0-9_.\-]"#) + "{\(min(shape.rest.lowerBound, 16))}"
    }

  private static let shapes: [Shape] = {
    var shapes: [Shape] = []
    func add(_ kind: String, _ prefixes: String, _ rest: ClosedRange<Int>, isUpper: Bool = false) {
      for prefix in prefixes.split(separator: " ") {
        shapes.append(Shape(kind: kind, prefix: Array(prefix.utf8), rest: rest, isUpper: isUpper))
      }
    }
    add("AWS access key", "AKIA ASIA", 16...16, isUpper: true)
    add("GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", 36...36)
    add("GitHub token", "github_pat_", 60...90)
    add("GitLab token", "glpat-", 20...60)
    add("Slack token", "xoxb- xoxp- xoxa- xoxr- xoxs-", 20...250)
    add("Anthropic key", "sk-ant-", 40...160)
    add("OpenAI key", "sk-proj- sk-svcacct-", 40...200)
    add("OpenAI key", "sk-", 48...48)
    add("Stripe key", "sk_live_ rk_live_", 24...120)
    add("Google key", "AIza", 35...35)
    add("Google token", "ya29.", 40...400)
    add("npm token", "npm_", 36...36)
    add("PyPI token", "pypi-AgEI", 60...300)
    add("Hugging Face token", "hf_", 34...40)
    add("DigitalOcean token", "dop_v1_", 64...64)
    add("SendGrid key", "SG.", 60...70)
    add("Shopify token", "shpat_ shpss_", 32...32)
    add("age key", "AGE-SECRET-KEY-1", 58...58, isUpper: true)
    return shapes
  }()

  /// By two bytes, whether a secret may begin with them.
  private static let starts: [Bool] = {
    var starts = [Bool](repeating: false, count: 65_536)
    for prefix in shapes.map(\.prefix) + [keyBlock] { starts[Int(prefix[0]) << 8 | Int(prefix[1])] = true }
    return starts
  }()
}
