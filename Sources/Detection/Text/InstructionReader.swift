import PatternMatching

/// Finds instruction features in texts. All expressions are one automaton, so a text is read once.
///
/// Copies share their working memory: there is one for each analysis.
struct InstructionReader: Sendable {
  /// Compiled once for all.
  private static let compiled = Compiled()

  private struct Compiled: Sendable {
    var features: [InstructionFeature] = []
    var database: PatternDatabase?

    init() {
      var sources: [(number: Int, source: PatternSource)] = []
      for feature in InstructionFeature.allCases {
        for (patterns, ignoresCase) in [(feature.patterns, true), (feature.casedPatterns, false)] {
          for pattern in patterns {
            sources.append((features.count, PatternSource(expression: pattern, ignoresCase: ignoresCase)))
            features.append(feature)
          }
        }
      }
      database = PatternDatabase.compile(sources).0
    }
  }

  private nonisolated(unsafe) let scratch: PatternScratch
  private nonisolated(unsafe) let hits: HitSet

  init() {
    scratch = PatternScratch([Self.compiled.database].compactMap(\.self))
    hits = HitSet(capacity: Self.compiled.features.count)
  }

  /// Expressions that could not be compiled; for the test that demands none.
  static var isComplete: Bool { compiled.database != nil }

  /// Features of any of `texts`, in their own form and in canonical form where that differs.
  func features(of texts: some Sequence<String>) -> Set<InstructionFeature> {
    guard let database = Self.compiled.database else { return [] }
    hits.removeAll()
    for text in texts {
      database.scan(text, scratch: scratch, hits: hits)
      if let canonical = CanonicalText.canonical(text) { database.scan(canonical, scratch: scratch, hits: hits) }
    }
    return Set(hits.found.map { Self.compiled.features[$0] })
  }
}
