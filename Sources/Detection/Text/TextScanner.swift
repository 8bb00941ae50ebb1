import PatternMatching

/// Looks over texts for signs. All expressions are one automaton, so a text is read once. Used by one thread.
final class TextScanner: Sendable {
  /// Expressions and what each of them shows.
  private struct Automaton: Sendable {
    private(set) var signs: [TextSign] = []
    let database: PatternDatabase?

    init(_ wanted: [TextSign]) {
      var sources: [(number: Int, source: PatternSource)] = []
      for sign in wanted {
        for (patterns, ignoresCase) in [(sign.patterns, !sign.isCased), (sign.casedPatterns, false)] {
          for pattern in patterns {
            sources.append((signs.count, PatternSource(expression: pattern, ignoresCase: ignoresCase)))
            signs.append(sign)
          }
        }
      }
      let (database, refusals) = PatternDatabase.compile(sources)
      self.database = refusals.isEmpty ? database : nil
    }
  }

  /// Compiled once for all, when first needed. Results are many and large, and most instruction features say nothing of them:
  /// the expressions for those would cost more than all others.
  private static let ofData = Automaton(TextSign.ofData)
  private static let ofDefinitions = Automaton(InstructionFeature.allCases.map { .instruction($0) })

  private nonisolated(unsafe) let scratch: PatternScratch
  private nonisolated(unsafe) let hits: HitSet

  init() {
    scratch = PatternScratch([Self.ofData.database, Self.ofDefinitions.database].compactMap(\.self))
    hits = HitSet(capacity: max(Self.ofData.signs.count, Self.ofDefinitions.signs.count))
  }

  /// Every expression could be compiled; for the test that demands it.
  static var isComplete: Bool { ofData.database != nil && ofDefinitions.database != nil }

  /// What a result, a message or arguments show.
  func signs(in text: [UInt8]) -> Set<TextSign> { signs(in: text, Self.ofData) }

  /// Features of any of `texts`, in their own form and in canonical form where that differs.
  func features(of texts: some Sequence<String>) -> Set<InstructionFeature> {
    var found: Set<TextSign> = []
    for text in texts {
      let bytes = Array(text.utf8)
      found.formUnion(signs(in: bytes, Self.ofDefinitions))
      if let canonical = CanonicalText.canonical(bytes) { found.formUnion(signs(in: canonical, Self.ofDefinitions)) }
    }
    return found.features
  }

  private func signs(in text: [UInt8], _ automaton: Automaton) -> Set<TextSign> {
    hits.removeAll()
    text.withUnsafeBytes { automaton.database?.scan($0, scratch: scratch, hits: hits) }
    return hits.found.isEmpty ? [] : Set(hits.found.map { automaton.signs[$0] })
  }
}

extension Set<TextSign> {
  var features: Set<InstructionFeature> {
    Set<InstructionFeature>(compactMap { if case .instruction(let feature) = $0 { feature } else { nil } })
  }
}
