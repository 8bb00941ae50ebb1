import CByteScan
import PatternMatching
import Synchronization
import TrafficModel

/// Looks over texts for signs. All expressions are one automaton, so a text is read once. Used by one thread.
final class TextScanner {
  /// Expressions and what each of them shows.
  private struct Automaton: Sendable {
    private(set) var signs: [TextSign] = []
    let database: PatternDatabase?

    init(_ wanted: [TextSign], _ store: (any CompiledPatternStore)?) {
      var sources: [(number: Int, source: PatternSource)] = []
      for sign in wanted {
        for (patterns, ignoresCase) in [(sign.patterns, !sign.isCased), (sign.casedPatterns, false)] {
          for pattern in patterns {
            sources.append((signs.count, PatternSource(expression: pattern, ignoresCase: ignoresCase)))
            signs.append(sign)
          }
        }
      }
      let (database, refusals) = PatternDatabase.compile(sources, store: store)
      self.database = refusals.isEmpty ? database : nil
    }
  }

  /// Results are many and large, and most instruction features say nothing of them: the expressions for those would cost more
  /// than all others.
  private struct Automata: Sendable {
    /// Nil when an expression could not be compiled: there may be anything then.
    var hints: PatternDatabase?
    var data: Automaton
    var definitions: Automaton

    init(_ store: (any CompiledPatternStore)?) {
      let sources = TextHint.allCases.flatMap { hint in hint.patterns.map { (number: hint.rawValue, source: $0) } }
      let (database, refusals) = PatternDatabase.compile(sources, store: store)
      hints = refusals.isEmpty ? database : nil
      data = Automaton(TextSign.ofData, store)
      definitions = Automaton(InstructionFeature.allCases.map { .instruction($0) } + [.withoutApproval], store)
    }
  }

  private struct Shared: Sendable {
    var automata: Automata?
    var store: (any CompiledPatternStore)?
  }

  /// Compiled once for all, when first needed.
  private static let shared = Mutex(Shared())

  private static func automata() -> Automata {
    shared.withLock { shared in
      if let automata = shared.automata { return automata }
      let automata = Automata(shared.store)
      shared.store?.save()
      shared = Shared(automata: automata)
      return automata
    }
  }

  /// Where to look for what an earlier run has compiled, and to keep what this one does.
  static func keepCompiled(in store: any CompiledPatternStore) {
    shared.withLock { if $0.automata == nil { $0.store = store } }
  }

  private lazy var automata = Self.automata()
  /// Made when first needed, as the automata are: who only asks what detectors there are pays for none.
  private lazy var scratch = PatternScratch(
    [automata.hints, automata.data.database, automata.definitions.database].compactMap(\.self))
  private lazy var hits = HitSet(
    capacity: max(TextHint.allCases.count, automata.data.signs.count, automata.definitions.signs.count))

  /// Every expression could be compiled, every rule read; for the test that demands it.
  static var isComplete: Bool {
    automata().hints != nil && automata().data.database != nil && automata().definitions.database != nil
      && ClauseRules.isComplete
  }

  /// What a result, a message or arguments may show, by their JSON.
  func glance(at json: [UInt8]) -> TextGlance {
    guard let hints = automata.hints else { return TextGlance() }
    return json.withUnsafeBytes { json in
      let glance = egret_glance_at(json.assumingMemoryBound(to: UInt8.self).baseAddress, json.count)
      guard !glance.isOdd else { return TextGlance() }
      let differences =
        glance.hasNonASCII ? CanonicalText.differences(json, reach: TextHint.reach) : CanonicalText.Differences()
      guard !differences.hasUnseen else { return TextGlance() }
      hits.removeAll()
      hints.scan(json, scratch: scratch, hits: hits)
      differences.parts.withUnsafeBytes { if !$0.isEmpty { hints.scan($0, scratch: scratch, hits: hits) } }
      return TextGlance(
        maySign: hits.contains(TextHint.sign.rawValue) || CovertSign.mayHide(tabs: glance.tabs),
        mayBeStructured: hits.contains(TextHint.structure.rawValue))
    }
  }

  /// What a result, a message or arguments show.
  func signs(in text: [UInt8]) -> Set<TextSign> { signs(in: text, automata.data) }

  /// Features of any of `texts`, in their own form and in canonical form where that differs.
  func features(of texts: some Sequence<String>) -> Set<InstructionFeature> { signs(of: texts).features }

  private func signs(of texts: some Sequence<String>) -> Set<TextSign> {
    var found: Set<TextSign> = []
    for text in texts {
      let bytes = Array(text.utf8)
      found.formUnion(signs(in: bytes, automata.definitions))
      if let canonical = CanonicalText.canonical(bytes) { found.formUnion(signs(in: canonical, automata.definitions)) }
    }
    return found
  }

  /// What the texts of a definition hold, phrases and clauses.
  func marks(of definition: ToolDefinition) -> InstructionMarks {
    let (clauses, length) = ClauseReader.features(of: definition)
    let phrases = signs(of: definition.texts).subtracting([.withoutApproval]).features
    return InstructionMarks(phrases: phrases, clauses: clauses, length: length)
  }

  private func signs(in text: [UInt8], _ automaton: Automaton) -> Set<TextSign> {
    hits.removeAll()
    text.withUnsafeBytes { automaton.database?.scan($0, scratch: scratch, hits: hits) }
    return hits.found.isEmpty ? [] : Set(hits.found.map { automaton.signs[$0] })
  }
}

extension Set<TextSign> {
  var features: Set<InstructionFeature> {
    Set<InstructionFeature>(
      compactMap {
        switch $0 {
        case .instruction(let feature): feature
        case .withoutApproval: .concealment
        default: nil
        }
      })
  }
}
