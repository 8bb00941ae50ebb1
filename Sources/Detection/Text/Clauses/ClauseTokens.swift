/// A text as clauses of words. Reads once, in time linear in the text.
struct ClauseTokens {
  /// Words of one clause; longer ones are cut.
  static let longest = 60
  /// Bytes that one address or dotted name may have; the rest is read as words.
  private static let longestToken = 254
  /// Blanks of a line's beginning that are looked over to see how it goes on.
  private static let longestIndent = 40

  private let text: [UInt8]
  private var position = 0

  /// - Parameter text: UTF-8.
  init(_ text: [UInt8]) { self.text = text }

  /// The next clause; nil behind the last.
  mutating func next() -> [ClauseToken]? {
    var clause: [ClauseToken] = []
    while position < text.count, clause.count < Self.longest {
      if skipsBlank() { continue }
      if endsClause() {
        if clause.isEmpty { continue }
        return clause
      }
      if let token = token() { clause.append(token) }
    }
    return clause.isEmpty ? nil : clause
  }

  private func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

  private mutating func skipsBlank() -> Bool {
    guard [0x20, 0x09, 0x0d].contains(text[position]) || goesOn() else { return false }
    position += 1
    return true
  }

  /// At the end of a line that was only wrapped: the next one goes on in lower case.
  private func goesOn() -> Bool {
    guard text[position] == 0x0a else { return false }
    var next = position + 1
    while next < text.count, next - position < Self.longestIndent, text[next] == 0x20 || text[next] == 0x09 {
      next += 1
    }
    return Self.isLower(byte(next))
  }

  /// At a stop, and past it.
  private mutating func endsClause() -> Bool {
    if text[position] == 0x0a {
      position += 1
      return true
    }
    var end = position
    while Self.isStop(byte(end)) { end += 1 }
    guard end > position, end == text.count || Self.followsStop(text[end]) else { return false }
    position = end
    return true
  }

  private mutating func token() -> ClauseToken? {
    let start = position
    let first = text[start]
    if first >= 0x80 { return sign(beyondASCII: start) }
    if Self.isWordByte(first) {
      if let token = url() ?? wallet() ?? mail() ?? domain() { return token }
      if byte(start + 1) == UInt8(ascii: ":"), Self.isLetter(first), let token = path(from: start + 2) { return token }
      return word()
    }
    switch first {
    case UInt8(ascii: "/"), UInt8(ascii: "\\"):
      if let token = path(from: start) { return pathOrAlternatives(token, start) }
    case UInt8(ascii: "~"): if let token = path(from: start + 1) { return token }
    case UInt8(ascii: "."):
      if let token = path(from: start + (byte(start + 1) == first ? 2 : 1)) ?? dotFile() { return token }
    case UInt8(ascii: "+"): if let token = mail() { return token }
    default: break
    }
    position += 1
    return ClauseToken(kind: .sign, text: String(UnicodeScalar(first)))
  }

  private mutating func take(_ kind: ClauseToken.Kind, to end: Int) -> ClauseToken {
    defer { position = end }
    return ClauseToken(kind: kind, text: String(decoding: text[position..<end].map(Self.lower), as: UTF8.self))
  }

  private func run(from start: Int, _ belongs: (UInt8) -> Bool) -> Int {
    var end = start
    while end < text.count, end - start < Self.longestToken, belongs(text[end]) { end += 1 }
    return end
  }

  // MARK: Kinds

  private mutating func url() -> ClauseToken? {
    guard Self.isLetter(text[position]) else { return nil }
    let colon = run(from: position) { Self.isWordByte($0) || [0x2b, 0x2d, 0x2e].contains($0) }
    guard byte(colon) == UInt8(ascii: ":"), byte(colon + 1) == 0x2f, byte(colon + 2) == 0x2f else { return nil }
    let end = run(from: colon + 3) { $0 > 0x20 && !Self.endsURL.contains($0) }
    return end > colon + 3 ? take(.url, to: end) : nil
  }

  private static let endsURL = Set("'\"`<>)".utf8)

  private mutating func wallet() -> ClauseToken? {
    let end = run(from: position, Self.isWordByte)
    let word = text[position..<end]
    let isEther =
      word.count == 42 && word.starts(with: "0x".utf8) && word.dropFirst(2).allSatisfy { Self.isHexadecimal($0) }
    return isEther || word.count > 22 && word.starts(with: "bc1".utf8) ? take(.wallet, to: end) : nil
  }

  private mutating func mail() -> ClauseToken? {
    let at = run(from: position) { Self.isWordByte($0) || [0x2b, 0x2d, 0x2e].contains($0) }
    guard at > position, byte(at) == UInt8(ascii: "@") else { return nil }
    let end = run(from: at + 1) { Self.isWordByte($0) || $0 == 0x2d || $0 == 0x2e }
    let host = text[(at + 1)..<end].split(separator: 0x2e, omittingEmptySubsequences: false)
    guard host.count > 1, host.first?.isEmpty == false, host.dropFirst().first?.isEmpty == false else { return nil }
    return take(.mail, to: text[end - 1] == 0x2e ? end - 1 : end)
  }

  /// A name of hosts by its last label, with the path behind it.
  private mutating func domain() -> ClauseToken? {
    let end = run(from: position) { Self.isLetter($0) || Self.isDigit($0) || $0 == 0x2d || $0 == 0x2e }
    var (label, best) = (position, position)
    for index in position...end where index == end || text[index] == 0x2e {
      if index == label { break }
      if label > position, Self.topLevels.contains(text[label..<index].map(Self.lower)) { best = index }
      label = index + 1
    }
    guard best > position, !(best == end && byte(end) == UInt8(ascii: "_")) else { return nil }
    let rest = byte(best) == 0x2f ? run(from: best) { Self.isWordByte($0) || Self.ofURLPath.contains($0) } : best
    return take(.domain, to: rest)
  }

  private static let ofURLPath = Set("./?=&-".utf8)

  private static let topLevels = Set(
    [
      "com", "net", "org", "io", "test", "example", "invalid", "xyz", "co", "ru", "cn", "info", "me", "site", "online",
      "top", "cc", "evil", "local",
    ].map { Array($0.utf8) })

  /// - Parameter slash: where a slash of either kind must be.
  private mutating func path(from slash: Int) -> ClauseToken? {
    var end = slash
    while byte(end) == UInt8(ascii: "/") || byte(end) == UInt8(ascii: "\\") {
      let next = run(from: end + 1) { Self.isWordByte($0) || Self.ofPath.contains($0) }
      if next == end + 1 { break }
      end = next
      if end - slash > Self.longestToken { break }
    }
    guard end > slash else { return nil }
    return take(.path, to: byte(end) == UInt8(ascii: "/") ? end + 1 : end)
  }

  /// "Tables/views" are alternatives, and of no class.
  private func pathOrAlternatives(_ path: ClauseToken, _ start: Int) -> ClauseToken {
    guard start > 0, Self.isWordByte(text[start - 1]) else { return path }
    let isNamed = path.text.utf8.dropLast().contains { Self.ofPath.contains($0) && $0 != UInt8(ascii: "-") }
    return isNamed || SecretPath.isSecret(path.text) ? path : ClauseToken(kind: .word, text: path.text)
  }

  private static let ofPath = Set(".*~+-".utf8)

  /// `.env`, where no word is before it.
  private mutating func dotFile() -> ClauseToken? {
    let before = position > 0 ? text[position - 1] : 0x20
    guard !Self.isWordByte(before), before < 0x80, before != UInt8(ascii: ")"), before != UInt8(ascii: "]"),
      Self.isLetter(byte(position + 1))
    else { return nil }
    var end = run(from: position + 1) { Self.isWordByte($0) || $0 == 0x2d || $0 == 0x2e }
    while text[end - 1] == 0x2e { end -= 1 }
    return take(.path, to: end)
  }

  private mutating func word() -> ClauseToken {
    let start = position
    var end = run(from: start, Self.isWordByte)
    while end - start < Self.longestToken {
      // A hyphen or apostrophe between letters belongs to the word; the typographic one has three bytes.
      let isTypographic = byte(end) == 0xe2 && byte(end + 1) == 0x80 && byte(end + 2) == 0x99
      let next = isTypographic ? end + 3 : end + 1
      guard isTypographic || byte(end) == 0x2d || byte(end) == 0x27, Self.isWordByte(byte(next)) else { break }
      end = run(from: next, Self.isWordByte)
    }
    let raw = text[start..<end]
    let isUpper = raw.contains(where: Self.isUpper) && !raw.contains(where: Self.isLower)
    var isName = raw.drop { $0 == 0x5f }.dropLast(while: { $0 == 0x5f }).contains(0x5f)
    for (one, other) in zip(raw, raw.dropFirst()) where Self.isLower(one) && Self.isUpper(other) { isName = true }
    var token = take(.word, to: end)
    if raw.contains(0xe2) { token.text = String(token.text.map { $0 == "\u{2019}" ? "'" : $0 }) }
    token.isUpper = isUpper
    token.isName = isName
    return token
  }

  /// Typographic quotes and dashes; anything else beyond ASCII is passed over.
  private mutating func sign(beyondASCII start: Int) -> ClauseToken? {
    guard text[start] == 0xe2, byte(start + 1) == 0x80 else {
      position += 1
      return nil
    }
    position += 3
    switch byte(start + 2) {
    case 0x93, 0x94: return ClauseToken(kind: .sign, text: "-")
    case 0x98, 0x99, 0x9c, 0x9d: return ClauseToken(kind: .sign, text: "\"")
    default: return nil
    }
  }

  // MARK: Bytes

  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) }
  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 0x20) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }
  private static func isWordByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == 0x5f }
  private static func isStop(_ byte: UInt8) -> Bool { [0x2e, 0x21, 0x3f, 0x3b].contains(byte) }
  private static func followsStop(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0a, 0x0d, 0x22, 0x27, 0x29, 0x5d].contains(byte)
  }
  private static func lower(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
}

extension Collection<UInt8> where Self: BidirectionalCollection {
  fileprivate func dropLast(while matches: (UInt8) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, matches(self[index(before: end)]) { end = index(before: end) }
    return self[startIndex..<end]
  }
}
