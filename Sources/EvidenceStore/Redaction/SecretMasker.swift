internal import TrafficModel

/// Writes text into a record with its secrets replaced by masks. Keeps its working memory from record to record.
struct SecretMasker: ~Copyable {
  private let hasher: any SecretHashing
  private var scanner = SecretScanner()
  private var scratch: [UInt8] = []
  /// Names without secrets and without anything to escape.
  private var plainNames = KnownTexts()

  init(hasher: any SecretHashing) { self.hasher = hasher }

  /// Appends the inside of a JSON string: `text` with its secrets masked, and `…` where `limit` bytes were reached.
  /// Returns whether anything was left out because of the limit.
  @discardableResult
  mutating func append(
    _ text: Span<UInt8>, scope: SecretScanner.Scope, isCut: Bool = false, limit: Int, to line: inout RecordBuffer
  ) -> Bool {
    let isName = scope == .names && !isCut && text.count <= limit
    if isName, plainNames.contains(text) {
      text.withUnsafeBufferPointer { line.raw($0) }
      return false
    }
    let whole = isCut ? text.extracting(0..<Self.wholeCharacters(text)) : text
    scanner.scan(whole, scope: scope, isCut: isCut, limit: limit)
    if scanner.masks.isEmpty, whole.count <= limit {
      let start = line.count
      line.escaped(whole)
      // Escapes are longer than what they stand for.
      if isName, line.count - start == text.count { plainNames.insert(text) }
      return false
    }
    var position = 0
    var left = limit
    for mask in scanner.masks {
      left -= appendPlain(whole, position..<mask.range.lowerBound, limit: left, to: &line)
      guard left > 0 else { break }
      appendMask(whole.extracting(mask.range), mask.kind, to: &line)
      left -= SecretScanner.maskBytes
      position = mask.range.upperBound
    }
    if left > 0 { left -= appendPlain(whole, position..<whole.count, limit: left, to: &line) }
    if left < 0 { line.raw("…") }
    return left < 0
  }

  /// Appends a name as a string value.
  mutating func appendString(_ text: UntrustedText, limit: Int, to line: inout RecordBuffer) {
    line.beginString()
    var text = text.rawTextForMatchingAndStorage
    text.withUTF8 { _ = append($0.span, scope: .names, limit: limit, to: &line) }
    line.endString()
  }

  /// Appends the mask for the whole of `text`.
  mutating func appendMask(_ text: Span<UInt8>, _ kind: SecretKind, to line: inout RecordBuffer) {
    scratch.removeAll(keepingCapacity: true)
    text.withUnsafeBufferPointer { scratch.append(contentsOf: $0) }
    line.raw("<redacted ")
    line.escaped(kind.rawValue)
    line.put(0x20)
    line.digits(UInt64(text.count))
    line.put(0x20)
    line.hexadecimal(UInt64(truncatingIfNeeded: hasher.keyedHash(of: scratch[...]).bits >> 96), width: 8)
    line.put(0x3e)
  }

  /// Appends at most `limit` bytes of the range, cut between characters. Returns the length of the range, or more than
  /// `limit` when it was cut.
  private func appendPlain(_ text: Span<UInt8>, _ range: Range<Int>, limit: Int, to line: inout RecordBuffer) -> Int {
    guard range.count > limit else {
      line.escaped(text.extracting(range))
      return range.count
    }
    let kept = text.extracting(range.lowerBound..<range.lowerBound + max(0, limit))
    line.escaped(kept.extracting(0..<Self.wholeCharacters(kept)))
    return limit + 1
  }

  /// How long `text` is without the incomplete character at its end.
  private static func wholeCharacters(_ text: Span<UInt8>) -> Int {
    var start = text.count
    while start > 0, text.count - start < 3, text[start - 1] & 0xc0 == 0x80 { start -= 1 }
    guard start > 0, text[start - 1] >= 0xc0 else { return text.count }
    let lead = text[start - 1]
    let needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
    return text.count - start + 1 < needed ? start - 1 : text.count
  }
}
