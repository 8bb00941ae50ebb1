import Testing
import TrafficForge

@testable import EvidenceStore

/// The quick look leaves out nothing that a judgement of every single run would mask.
@Suite struct SecretScannerTests {
  /// Pieces that secrets, what announces them, and what only looks like either are made of.
  private static let pieces: [String] =
    [
      "password", "PASSWORD", "pin", "pwd", "token", "Token", "bearer", "Bearer", "basic", "dpop", "DPoP", "apikey",
      "ApiKey", "auth", "secret", "max_tokens", "Authorization", "cookie", "key", "x", "ab", "word", "letters",
      "wordword",
      "ninebytes", "tencharact", "elevenbytes", "a1b2c3d4", "abcdefgh", "abcdefg=", "1234567", "12345678", "://", ":/",
      "http://", "user:pw@host", "username@host", "@", "-----BEGIN", "-----BEGIN PRIVATE KEY-----", "-----END", "-----",
      "PRIVATE KEY", "\n", " ", "  ", "   ", "    ", ":", "=", ": ", "=> ", "\"", "\\\"", "'", "`", "\" : \"",
      "\\\\\\:", ",",
      ";", "&", "/", ".", "~", "_", "+", "ï", "数据", "🪶", "\u{7f}", "\0", "eyJ", ".", "ghp_", "sk-", "AKIA", "xoxe",
      "npm_", "Zq3vX9bT2mLw8RkY5nHc", "0f1e2d3c4b5a6978", "123e4567-e89b-12d3-a456-426614174000", "wJalrXUt/nFEMI+7",
    ] + Planted.shaped

  private static func text(_ generator: inout SeededGenerator) -> [UInt8] {
    var text: [UInt8] = []
    let filler = Int.random(in: 0...70, using: &generator)
    if Bool.random(using: &generator) {
      text += (0..<filler).map { _ in Bool.random(using: &generator) ? 0x61 : 0x20 }
    }
    for _ in 0..<Int.random(in: 0...24, using: &generator) {
      switch Int.random(in: 0...9, using: &generator) {
      case 0: text.append(UInt8.random(in: 0...255, using: &generator))
      case 1: text += [UInt8](repeating: 0x61, count: Int.random(in: 1...40, using: &generator))
      case 2: text.append(0x20)
      default: text += Array((pieces.randomElement(using: &generator) ?? "").utf8)
      }
    }
    return text
  }

  /// What is masked when every run and every colon is judged, one after the other.
  private static func masks(_ text: [UInt8], _ scope: SecretScanner.Scope, isCut: Bool) -> [SecretScanner.Mask] {
    var scanner = SecretScanner()
    // Sets the scope, and finds nothing.
    let nothing: [UInt8] = []
    scanner.scan(nothing.span, scope: scope)
    var index = 0
    while index < text.count {
      if !TextClass.isToken(text[index]) {
        let isColon = scope != .names && text[index] == 0x3a
        index = isColon ? scanner.afterURLPassword(text.span, colon: index) : index + 1
        continue
      }
      var end = index + 1
      while end < text.count, TextClass.isToken(text[end]) { end += 1 }
      index = scanner.afterRun(text.span, index..<end)
    }
    if isCut { scanner.maskTail(text.span) }
    return scanner.masks
  }

  @Test("the same is masked as by a look at every run", arguments: UInt64(1)...40)
  func nothingIsLeftOut(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var scanner = SecretScanner()
    var found = 0
    for _ in 0..<2_000 {
      let text = Self.text(&generator)
      let isCut = Int.random(in: 0...3, using: &generator) == 0
      for scope in [SecretScanner.Scope.values, .prose, .names] {
        scanner.scan(text.span, scope: scope, isCut: isCut)
        let expected = Self.masks(text, scope, isCut: isCut)
        found += expected.count
        if scanner.masks != expected {
          Issue.record("\(scope), cut \(isCut): \(scanner.masks), not \(expected), in \(text)")
          return
        }
      }
    }
    #expect(found > 1_000)
  }

  @Test("with a limit, all masks are found that begin before it", arguments: UInt64(1)...20)
  func limit(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var scanner = SecretScanner()
    for _ in 0..<2_000 {
      let text = Self.text(&generator) + Self.text(&generator)
      let limit = Int.random(in: 0...200, using: &generator)
      for scope in [SecretScanner.Scope.values, .prose, .names] {
        var last = limit
        let expected = Self.masks(text, scope, isCut: false).prefix { mask in
          defer { last += mask.range.count - SecretScanner.maskBytes }
          return mask.range.lowerBound <= last
        }
        scanner.scan(text.span, scope: scope, limit: limit)
        #expect(scanner.masks.starts(with: expected), "\(scope) \(limit) \(text)")
      }
    }
  }

  @Test("texts are known after they were inserted, and no others", arguments: UInt64(1)...10)
  func knownTexts(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var known = KnownTexts()
    var inserted: Set<[UInt8]> = []
    for _ in 0..<5_000 {
      let length = Int.random(in: 0...KnownTexts.maximumBytes + 2, using: &generator)
      // Few letters, so that many texts come twice or differ in one byte.
      let text = (0..<length).map { _ in UInt8.random(in: 0...20, using: &generator) == 0 ? UInt8(0x61) : 0 }
      if known.contains(text.span) { #expect(inserted.contains(text)) }
      known.insert(text.span)
      inserted.insert(text)
      #expect(known.contains(text.span) == (length > 0 && length <= KnownTexts.maximumBytes))
    }
  }

  @Test(
    "secrets and what announces them lie across the borders of blocks",
    arguments: [
      "password: hunter2", "pin\\\"\\:1", "Bearer abcdefg1", "token abc=12345", "://user:pw@host", "://username@host",
      "dpop key=abcdefgh1", "basic pin=abcdef", "-----BEGIN PRIVATE KEY-----x-----END PRIVATE KEY-----",
    ] + Planted.shaped)
  func borders(secret: String) {
    var scanner = SecretScanner()
    for filler in ["a ", "- ", "é", ": ", "x=", "aaaaaaaa "] {
      for length in 0...140 {
        let before = Array(String(repeating: filler, count: length / filler.utf8.count + 1).utf8.suffix(length))
        for after in ["", " ", "\"", " and some more words behind it, until the block is full and the next one begins"]
        {
          let text = before + Array(secret.utf8) + Array(after.utf8)
          for scope in [SecretScanner.Scope.values, .prose, .names] {
            scanner.scan(text.span, scope: scope)
            #expect(scanner.masks == Self.masks(text, scope, isCut: false), "\(scope) \(length) \(filler) \(after)")
          }
        }
      }
    }
  }
}
