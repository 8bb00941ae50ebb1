/// The modifiers behind a field name, in the order in which they act.
struct ModifierChain {
  private(set) var modifiers: [SignatureModifier] = []
  let line: Int

  /// Of each set, one at most.
  private static let exclusive: [Set<SignatureModifier>] = [
    [.startswith, .endswith, .contains, .re, .cidr, .exists, .lt, .lte, .gt, .gte],
    [.re, .cidr, .exists, .lt, .lte, .gt, .gte, .fieldref, .base64, .base64offset],
    [.minute, .hour, .day, .week, .month, .year],
    [.utf16le, .wide, .utf16be, .utf16],
    [.base64, .base64offset],
    [.exists, .neq], [.exists, .all],
  ]
  private static let timeParts: Set<SignatureModifier> = [.minute, .hour, .day, .week, .month, .year]
  private static let ofTexts: Set<SignatureModifier> = [
    .startswith, .endswith, .contains, .re, .cidr, .fieldref, .base64, .base64offset, .windash, .exists,
  ]
  private static let flags: Set<SignatureModifier> = [.i, .m, .s]
  static let encodings: Set<SignatureModifier> = [.utf16le, .wide, .utf16be, .utf16]

  init(_ words: some Sequence<Substring>, line: Int) throws(SignatureProblem) {
    self.line = line
    for word in words {
      guard let modifier = SignatureModifier(rawValue: String(word)) else { throw Self.unknown(String(word), line) }
      modifiers.append(modifier)
    }
    try checkCombination()
  }

  private static func unknown(_ word: String, _ line: Int) -> SignatureProblem {
    if let ours = SignatureModifier.foreign[word] ?? SignatureModifier.foreign[word.lowercased()] {
      return SignatureProblem("unknown modifier '\(word)'", line: line, suggestion: "Sigma 2 writes \(ours)")
    }
    return .unknown("modifier", word, among: SignatureModifier.allCases.map(\.rawValue), line: line)
  }

  private func checkCombination() throws(SignatureProblem) {
    let present = Set(modifiers)
    guard present.count == modifiers.count else { throw SignatureProblem("a modifier is repeated", line: line) }
    for set in Self.exclusive {
      let both = set.intersection(present).map(\.rawValue).sorted()
      if both.count > 1 {
        throw SignatureProblem("'\(both[0])' and '\(both[1])' exclude each other", line: line)
      }
    }
    if let part = present.first(where: Self.timeParts.contains), let other = present.first(where: Self.ofTexts.contains)
    {
      throw SignatureProblem("'\(part.rawValue)' and '\(other.rawValue)' exclude each other", line: line)
    }
    if let flag = present.intersection(Self.flags).first, !present.contains(.re) {
      throw SignatureProblem(
        "'\(flag.rawValue)' is a flag of 're'", line: line, suggestion: "write re|\(flag.rawValue)")
    }
    if present.contains(.re), !present.isDisjoint(with: [.cased, .windash, .utf16, .utf16be, .utf16le, .wide]) {
      throw SignatureProblem("'re' takes only its flags, 'all', 'neq' and 'expand'", line: line)
    }
    if !present.isDisjoint(with: Self.encodings), present.isDisjoint(with: [.base64, .base64offset]) {
      throw SignatureProblem(
        "UTF-16 text can only be looked for inside base64", line: line, suggestion: "add base64offset|contains")
    }
    if present.contains(.base64offset), !present.contains(.contains) {
      throw SignatureProblem(
        "'base64offset' finds the middle of a base64 text", line: line, suggestion: "write base64offset|contains")
    }
  }

  func has(_ modifier: SignatureModifier) -> Bool { modifiers.contains(modifier) }

  var position: SearchValue.Position {
    if has(.contains) { return .anywhere }
    if has(.startswith) { return .start }
    return has(.endswith) ? .end : .whole
  }

  var comparison: SearchValue.Comparison? {
    modifiers.lazy.compactMap { SearchValue.Comparison(rawValue: $0.rawValue) }.first
  }

  var timePart: SearchValue.TimePart? {
    modifiers.lazy.compactMap { SearchValue.TimePart(rawValue: $0.rawValue) }.first
  }
}
