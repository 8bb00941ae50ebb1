import Policy

extension ModifierChain {
  /// What `node`, one value of the rule, asks of a field: any of the results.
  ///
  /// - Parameter placeholders: values for `%name%` under `expand`.
  func values(
    _ node: SignatureNode, placeholders: [String: [String]]
  ) throws(SignatureProblem) -> [SearchValue] {
    if has(.exists) {
      guard let isThere = node.bool else { throw problem("'exists' takes true or false", node) }
      return [.exists(isThere)]
    }
    if comparison != nil || timePart != nil { return [try comparison(node)] }
    switch node.content {
    case .mapping, .sequence: throw problem("a value must be a single text, number, true, false or null", node)
    case .null: return [.null]
    case .bool(let value) where modifiers.isEmpty || modifiers == [.neq]: return [.bool(value)]
    case .number(let value, let text) where modifiers.isEmpty || modifiers == [.neq] || modifiers == [.all]:
      return [.number(value, text: text)]
    case .bool, .number, .text: break
    }
    let text = node.text ?? ""
    if has(.cidr) { return [try network(text, node)] }
    if has(.fieldref) { return [.reference(text, position, isCased: has(.cased))] }
    var results: [SearchValue] = []
    for text in try texts(text, node, placeholders) {
      results += try has(.re) ? [expression(text, node)] : encoded(text, node)
    }
    return results
  }

  private func problem(_ message: String, _ node: SignatureNode) -> SignatureProblem {
    SignatureProblem(message, line: node.line > 0 ? node.line : line)
  }

  private func comparison(_ node: SignatureNode) throws(SignatureProblem) -> SearchValue {
    guard let text = node.text, let number = Double(text), number.isFinite else {
      throw problem("'\((comparison?.rawValue ?? timePart?.rawValue) ?? "")' takes a number", node)
    }
    return .comparison(comparison ?? .equal, number, timePart)
  }

  private func network(_ text: String, _ node: SignatureNode) throws(SignatureProblem) -> SearchValue {
    guard let range = IPNetwork(parsing: text) else { throw problem("not a network in CIDR notation", node) }
    return .network(range)
  }

  /// Under `expand`, placeholders replaced by their values.
  private func texts(
    _ text: String, _ node: SignatureNode, _ placeholders: [String: [String]]
  ) throws(SignatureProblem) -> [String] {
    guard has(.expand) else { return [text] }
    let parts = text.split(separator: "%", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1, parts.count > 1 else {
      throw problem("'expand' needs a placeholder such as %name%", node)
    }
    var results = [""]
    for (index, part) in parts.enumerated() {
      let choices = index % 2 == 0 ? [part] : placeholders[part] ?? []
      guard !choices.isEmpty else {
        throw SignatureProblem(
          "the placeholder %\(part)% has no values", line: node.line,
          suggestion: "give it some in placeholders.yml beside the signatures")
      }
      results = results.flatMap { result in choices.map { result + $0 } }
      guard results.count <= 10_000 else { throw problem("the placeholders have too many values together", node) }
    }
    return results
  }

  private func expression(_ text: String, _ node: SignatureNode) throws(SignatureProblem) -> SearchValue {
    guard !text.isEmpty else { throw problem("the regular expression is empty", node) }
    return .expression(
      RegularExpression(source: text, ignoresCase: has(.i), isMultiline: has(.m), dotMatchesAll: has(.s)))
  }

  private func encoded(_ text: String, _ node: SignatureNode) throws(SignatureProblem) -> [SearchValue] {
    guard has(.base64) || has(.base64offset) else {
      var pattern = ValuePattern(wildcards: text)
      if has(.windash) { pattern = pattern.withAnyDash() }
      return [.text(pattern, position, isCased: has(.cased))]
    }
    guard let plain = ValuePattern(wildcards: text).plainText else {
      throw problem("a value with wildcards cannot be encoded in base64", node)
    }
    let bytes = utf16(plain) ?? Array(plain.utf8)
    let results = has(.base64) ? [Base64Text.encoded(bytes)] : Base64Text.atEveryOffset(bytes)
    return results.map { .text(ValuePattern(plain: $0), position, isCased: has(.cased)) }
  }

  private func utf16(_ text: String) -> [UInt8]? {
    guard !Self.encodings.isDisjoint(with: modifiers) else { return nil }
    let isBig = has(.utf16be)
    let units = text.utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
      return isBig ? [high, low] : [low, high]
    }
    return (has(.utf16) ? [0xff, 0xfe] : []) + units
  }
}
