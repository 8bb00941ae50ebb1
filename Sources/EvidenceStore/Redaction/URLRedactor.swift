/// Writes a request target or URL with the secrets in it masked: values of query parameters whose name announces one, and
/// whatever looks like a secret in the path and the other values. Percent-encoding hides nothing: names and values are
/// decoded to be judged.
struct URLRedactor {
  private var decoded: [UInt8] = []
  private var scanner = SecretScanner()

  /// Appends the inside of a JSON string, cut after `limit` bytes of the target.
  mutating func append(
    _ target: Span<UInt8>, limit: Int, masker: inout SecretMasker, to line: inout RecordBuffer
  ) {
    let text = target.extracting(0..<min(limit, target.count))
    let isCut = text.count < target.count
    let queryStart = Self.firstIndex(of: 0x3f, in: text, from: 0) ?? text.count
    masker.append(
      text.extracting(0..<queryStart), scope: .prose, isCut: isCut && queryStart == text.count, limit: limit, to: &line)
    if queryStart < text.count {
      line.put(0x3f)
      appendQuery(text, from: queryStart + 1, isCut: isCut, masker: &masker, to: &line)
    }
    if isCut { line.raw("…") }
  }

  private mutating func appendQuery(
    _ text: Span<UInt8>, from start: Int, isCut: Bool, masker: inout SecretMasker, to line: inout RecordBuffer
  ) {
    var index = start
    while index <= text.count {
      let end = Self.firstIndex(of: 0x26, in: text, from: index) ?? text.count
      if index > start { line.put(0x26) }
      appendPair(text.extracting(index..<end), isCut: isCut && end == text.count, masker: &masker, to: &line)
      index = end + 1
    }
  }

  private mutating func appendPair(
    _ pair: Span<UInt8>, isCut: Bool, masker: inout SecretMasker, to line: inout RecordBuffer
  ) {
    guard let equals = Self.firstIndex(of: 0x3d, in: pair, from: 0) else {
      // A query without names may be a bare token.
      masker.append(pair, scope: .prose, isCut: isCut, limit: pair.count, to: &line)
      return
    }
    let name = pair.extracting(0..<equals)
    let value = pair.extracting(equals + 1..<pair.count)
    masker.append(name, scope: .names, limit: name.count, to: &line)
    line.put(0x3d)
    guard !value.isEmpty else { return }
    decode(name)
    if isSensitiveName() {
      masker.appendMask(value, .value, to: &line)
    } else if hidesSecret(value) {
      masker.appendMask(value, .highEntropy, to: &line)
    } else {
      masker.append(value, scope: .values, isCut: isCut, limit: value.count, to: &line)
    }
  }

  /// Whether a secret shows only after percent-decoding.
  private mutating func hidesSecret(_ value: Span<UInt8>) -> Bool {
    guard Self.firstIndex(of: 0x25, in: value, from: 0) != nil else { return false }
    decode(value)
    let characters = decoded
    scanner.scan(characters.span, scope: .values)
    return !scanner.masks.isEmpty
  }

  private func isSensitiveName() -> Bool {
    if SensitiveKey.classify(decoded.span) != .no { return true }
    return Self.namesInURLs.contains { name in
      guard decoded.count == name.utf8CodeUnitCount else { return false }
      return decoded.indices.allSatisfy { decoded[$0] | 0x20 == name.utf8Start[$0] | 0x20 }
    }
  }

  private mutating func decode(_ text: Span<UInt8>) {
    decoded.removeAll(keepingCapacity: true)
    var index = 0
    while index < text.count {
      if text[index] == 0x25, text.count - index > 2, let high = JSONString.hexadecimalDigit(text[index + 1]),
        let low = JSONString.hexadecimalDigit(text[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(text[index])
        index += 1
      }
    }
  }

  private static func firstIndex(of byte: UInt8, in text: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < text.count {
      if text[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// Names that announce a secret in a URL and nowhere else: OAuth codes and states, signatures, session ids, keys.
  private static let namesInURLs: [StaticString] = [
    "code", "state", "key", "sig", "signature", "sid", "session", "nonce", "ticket", "assertion", "code_verifier",
    "x-amz-signature", "x-amz-security-token", "x-goog-signature", "hmac", "api-key",
  ]
}
