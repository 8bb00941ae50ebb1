internal import TrafficModel

/// Values that several kinds of record share.
extension RecordEncoder {
  /// Writes nothing when `text` is nil or empty.
  mutating func append(
    _ key: StaticString, _ text: UntrustedText?, scope: SecretScanner.Scope = .names,
    limit: Int = RecordLimits.nameBytes, to line: inout RecordBuffer
  ) {
    guard let text, !text.isEmpty else { return }
    line.key(key)
    append(text, scope: scope, limit: limit, to: &line)
  }

  /// Writes `null` when `text` is nil.
  mutating func appendRequired(
    _ key: StaticString, _ text: UntrustedText?, scope: SecretScanner.Scope = .names,
    limit: Int = RecordLimits.nameBytes, to line: inout RecordBuffer
  ) {
    line.key(key)
    guard let text else { return line.null() }
    append(text, scope: scope, limit: limit, to: &line)
  }

  private mutating func append(
    _ text: UntrustedText, scope: SecretScanner.Scope, limit: Int, to line: inout RecordBuffer
  ) {
    var text = text.rawTextForMatchingAndStorage
    text.withUTF8 { append($0.span, scope: scope, limit: limit, to: &line) }
  }

  /// A string value. Under `full` nothing is masked.
  mutating func append(
    _ text: Span<UInt8>, scope: SecretScanner.Scope, limit: Int, to line: inout RecordBuffer
  ) {
    line.beginString()
    if redaction == .full, text.count <= limit {
      line.escaped(text)
    } else {
      json.masker.append(text, scope: scope, limit: limit, to: &line)
    }
    line.endString()
  }

  /// `KEY`, as far as the policy allows, with `KEY_truncated` when something of it was left out.
  mutating func append(
    _ key: StaticString, truncatedKey: StaticString, _ value: JSONExcerpt?, limit: Int, to line: inout RecordBuffer
  ) {
    guard let value, let style = redaction.style else { return }
    append(key, truncatedKey: truncatedKey, value, style: style, limit: limit, to: &line)
  }

  mutating func append(
    _ key: StaticString, truncatedKey: StaticString, _ value: JSONExcerpt, style: JSONRedactor.Style, limit: Int,
    to line: inout RecordBuffer
  ) {
    line.key(key)
    let isCut = json.append(value.text.span, style: style, limit: limit, to: &line)
    guard isCut || value.isTruncated else { return }
    line.key(truncatedKey)
    line.bool(true)
  }

  /// `result_excerpt` under `redacted`, `result` under `keys` and `full`, nothing under `none`.
  ///
  /// - Parameter isPrivate: what a person typed; only its shape is shown unless the policy is `full`.
  mutating func append(result: JSONExcerpt?, isPrivate: Bool, to line: inout RecordBuffer) {
    guard let result, let style = redaction.style else { return }
    guard redaction == .redacted else {
      let limit = redaction == .full ? RecordLimits.resultBytes : RecordLimits.parametersBytes
      return append("result", truncatedKey: "result_truncated", result, style: style, limit: limit, to: &line)
    }
    excerpt.removeAll()
    let shownStyle = isPrivate ? JSONRedactor.Style.keys : style
    // Only what can show is read: looking through whole results for secrets was a third of an analysis.
    let text = result.text.span
    let look = text.extracting(0..<min(text.count, RecordLimits.resultLookBytes))
    _ = json.append(look, style: shownStyle, limit: RecordLimits.resultExcerptBytes, to: &excerpt)
    line.key("result_excerpt")
    line.beginString()
    excerpt.withBytes { line.escaped($0.span) }
    line.endString()
  }

  func append(_ key: StaticString, _ digest: Digest?, to line: inout RecordBuffer) {
    line.key(key)
    guard let words = digest?.words else { return line.null() }
    line.beginString()
    line.hexadecimal(words.0, width: 16)
    line.hexadecimal(words.1, width: 16)
    line.hexadecimal(words.2, width: 16)
    line.hexadecimal(words.3, width: 16)
    line.endString()
  }

  func append(_ key: StaticString, _ hash: KeyedHash?, to line: inout RecordBuffer) {
    line.key(key)
    guard let hash else { return line.null() }
    line.beginString()
    line.hexadecimal(UInt64(truncatingIfNeeded: hash.bits >> 64), width: 16)
    line.hexadecimal(UInt64(truncatingIfNeeded: hash.bits), width: 16)
    line.endString()
  }

  func append(_ key: StaticString, bytes: Int?, to line: inout RecordBuffer) {
    line.key(key)
    if let bytes { line.number(Int64(bytes)) } else { line.null() }
  }

  func append(_ key: StaticString, _ count: UInt64, to line: inout RecordBuffer) {
    line.key(key)
    line.number(count)
  }

  /// Writes nothing when zero: for counts of what seldom happens.
  func appendUnlessZero(_ key: StaticString, _ count: UInt64, to line: inout RecordBuffer) {
    if count != 0 { append(key, count, to: &line) }
  }

  /// Writes nothing when false.
  func appendIfTrue(_ key: StaticString, _ flag: Bool, to line: inout RecordBuffer) {
    guard flag else { return }
    line.key(key)
    line.bool(true)
  }

  /// `request_id`, with the difference between `1` and `"1"` kept, and numbers of any size as they were written.
  mutating func append(_ id: JSONRPCID?, to line: inout RecordBuffer) {
    line.key("request_id")
    switch id {
    case .string(let text): append(text, scope: .names, limit: RecordLimits.requestIDBytes, to: &line)
    case .number(let text):
      var digits = text.rawTextForMatchingAndStorage
      digits.withUTF8 { bytes in
        let isNumber = !bytes.isEmpty && bytes.count <= RecordLimits.requestIDBytes
        if isNumber, JSONNumber.length(bytes.span, from: 0) == bytes.count {
          line.token(bytes.span)
        } else {
          append(bytes.span, scope: .names, limit: RecordLimits.requestIDBytes, to: &line)
        }
      }
    case .null, nil: line.null()
    }
  }
}

extension RedactionPolicy {
  /// How values are written; nil for not at all.
  var style: JSONRedactor.Style? {
    switch self {
    case .none: nil
    case .keys: .keys
    case .redacted: .redacted
    case .full: .full
    }
  }
}
