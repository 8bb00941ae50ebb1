import PatternMatching

/// Looks over texts for signs. All expressions are one automaton, so a text is read once. Used by one thread.
final class TextScanner: Sendable {
  /// Compiled once for all.
  private static let compiled = Compiled()

  private struct Compiled: Sendable {
    var signs: [TextSign] = []
    var database: PatternDatabase?

    init() {
      var sources: [(number: Int, source: PatternSource)] = []
      for sign in TextSign.all {
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

  private nonisolated(unsafe) let scratch: PatternScratch
  private nonisolated(unsafe) let hits: HitSet

  init() {
    scratch = PatternScratch([Self.compiled.database].compactMap(\.self))
    hits = HitSet(capacity: Self.compiled.signs.count)
  }

  /// Every expression could be compiled; for the test that demands it.
  static var isComplete: Bool { compiled.database != nil }

  func signs(in text: [UInt8]) -> Set<TextSign> {
    hits.removeAll()
    text.withUnsafeBytes { Self.compiled.database?.scan($0, scratch: scratch, hits: hits) }
    return Set(hits.found.map { Self.compiled.signs[$0] })
  }

  /// Features of any of `texts`, in their own form and in canonical form where that differs.
  func features(of texts: some Sequence<String>) -> Set<InstructionFeature> {
    var found: Set<TextSign> = []
    for text in texts {
      let bytes = Array(text.utf8)
      found.formUnion(signs(in: bytes))
      if let canonical = CanonicalText.canonical(bytes) { found.formUnion(signs(in: canonical)) }
    }
    return found.features
  }
}

extension Set<TextSign> {
  var features: Set<InstructionFeature> {
    Set<InstructionFeature>(compactMap { if case .instruction(let feature) = $0 { feature } else { nil } })
  }
}
