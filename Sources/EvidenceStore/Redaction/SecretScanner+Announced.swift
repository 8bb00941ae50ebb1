/// Secrets that are announced by what stands before them.
extension SecretScanner {
  /// How far a value may be from its key: `"key" : "value"`, with quotes escaped.
  private static let maximumSeparator = 6
  /// A password of several words ends at the end of its line, or here.
  private static let maximumWords = 256
  private static let maximumUserInfo = 256
  /// `-----BEGIN ENCRYPTED PRIVATE KEY-----` is the longest label in use (RFC 7468).
  private static let maximumPEMLabel = 40

  /// The value behind `run`, if `run` is a key that announces a secret.
  func valueAnnounced(_ text: Span<UInt8>, by run: Range<Int>) -> Range<Int>? {
    var index = run.upperBound
    while index < text.count, index - run.upperBound < 3, TextClass.isQuoteOrBlank(text[index]) { index += 1 }
    guard index < text.count, text[index] == 0x3a || text[index] == 0x3d else { return nil }
    let sensitivity = SensitiveKey.classify(text.extracting(run))
    guard sensitivity != .no else { return nil }
    let separatorStart = index
    var isQuoted = false
    while index < text.count, index - separatorStart < Self.maximumSeparator {
      let byte = text[index]
      guard TextClass.isQuoteOrBlank(byte) || byte == 0x3a || byte == 0x3d || byte == 0x3e else { break }
      isQuoted = isQuoted || byte == 0x22 || byte == 0x27 || byte == 0x60
      index += 1
    }
    let end = endOfValue(text, from: index, isQuoted: isQuoted, hasWords: sensitivity == .numberToo)
    return end > index ? index..<end : nil
  }

  private func endOfValue(_ text: Span<UInt8>, from start: Int, isQuoted: Bool, hasWords: Bool) -> Int {
    var index = start
    if isQuoted {
      while index < text.count, text[index] != 0x22, text[index] != 0x27, text[index] != 0x60 { index += 1 }
      return index
    }
    while index < text.count, !TextClass.endsValue(text[index]) { index += 1 }
    if !hasWords, isScheme(text, start..<index), index < text.count, text[index] == 0x20 {
      index += 1
      while index < text.count, !TextClass.endsValue(text[index]) { index += 1 }
    }
    guard hasWords else { return index }
    while index < text.count, index - start < Self.maximumWords,
      text[index] == 0x20 || !TextClass.endsValue(text[index])
    {
      index += 1
    }
    return index
  }

  /// The credentials behind a scheme such as `Bearer`.
  func authorization(_ text: Span<UInt8>, after run: Range<Int>) -> Range<Int>? {
    guard run.count >= 4, run.count <= 6, run.upperBound < text.count, text[run.upperBound] == 0x20,
      isScheme(text, run)
    else { return nil }
    let start = run.upperBound + 1
    var end = start
    var isCoded = false
    while end < text.count, TextClass.isToken(text[end]) || text[end] == 0x3d {
      let byte = text[end]
      isCoded = isCoded || TextClass.isDigit(byte) || byte == 0x3d || (end > start && TextClass.isUpper(byte))
      end += 1
    }
    // `Bearer authentication` in prose is no credential.
    return end - start >= 8 && (isCoded || end - start >= 24) ? start..<end : nil
  }

  private func isScheme(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
    guard run.count >= 4, run.count <= 6 else { return false }
    // The first letter tells nearly all other words apart.
    return switch (run.count, text[run.lowerBound] | 0x20) {
    case (4, UInt8(ascii: "d")): equals(text, run, "dpop")
    case (5, UInt8(ascii: "b")): equals(text, run, "basic")
    case (5, UInt8(ascii: "t")): equals(text, run, "token")
    case (6, UInt8(ascii: "b")): equals(text, run, "bearer")
    case (6, UInt8(ascii: "a")): equals(text, run, "apikey")
    default: false
    }
  }

  private func equals(_ text: Span<UInt8>, _ run: Range<Int>, _ lower: StaticString) -> Bool {
    for index in 0..<lower.utf8CodeUnitCount where text[run.lowerBound + index] | 0x20 != lower.utf8Start[index] {
      return false
    }
    return true
  }

  /// The end of the PEM block that begins with `run`, when it holds a private key; the end of the text when the block has
  /// none.
  func endOfPrivateKey(_ text: Span<UInt8>, _ run: Range<Int>) -> Int? {
    guard text[run.upperBound - 1] == UInt8(ascii: "N"),
      find("-----BEGIN", in: text, (run.upperBound - 10)..<run.upperBound) != nil
    else { return nil }
    let labelEnd = min(text.count, run.upperBound + Self.maximumPEMLabel)
    guard find("PRIVATE KEY", in: text, run.upperBound..<labelEnd) != nil else { return nil }
    guard let foot = find("-----END", in: text, run.upperBound..<text.count) else { return text.count }
    guard let end = find("-----", in: text, min(text.count, foot + 8)..<text.count) else { return text.count }
    return end + 5
  }

  private func find(_ needle: StaticString, in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let length = needle.utf8CodeUnitCount
    guard range.count >= length else { return nil }
    for start in range.lowerBound...(range.upperBound - length) {
      var matched = 0
      while matched < length, text[start + matched] == needle.utf8Start[matched] { matched += 1 }
      if matched == length { return start }
    }
    return nil
  }

  /// Masks the password of `scheme://user:password@host` when `colon` is the one before the slashes. A user without a
  /// password may be a token itself and is masked from 8 bytes on. Returns where to go on.
  mutating func afterURLPassword(_ text: Span<UInt8>, colon: Int) -> Int {
    guard text.count - colon > 3, text[colon] == 0x3a, text[colon + 1] == 0x2f, text[colon + 2] == 0x2f else {
      return colon + 1
    }
    let start = colon + 3
    var password: Int?
    for index in start..<min(text.count, start + Self.maximumUserInfo) {
      switch text[index] {
      case 0x40:
        let secretStart = password ?? start
        guard password != nil || index - start >= 8 else { return index }
        if secretStart < index { add(Mask(range: secretStart..<index, kind: .urlPassword)) }
        return index
      case 0x3a: password = password ?? index + 1
      case 0x2f, 0x3f, 0x23, 0x22, 0x27: return colon + 1
      case let byte where TextClass.isSpace(byte): return colon + 1
      default: break
      }
    }
    return colon + 1
  }
}
