import PatternMatching

/// Puts documents together: resolves references, applies filters, groups by log source, compiles.
struct SetBuilder {
  private var signatures: [Signature] = []
  private var filters: [SignatureFilter] = []
  private var refusals: [SignatureSet.Refusal] = []
  /// Ids and names.
  private var known: [String: Int] = [:]
  private var isRefused: Set<Int> = []
  private let store: (any CompiledPatternStore)?

  init(store: (any CompiledPatternStore)?) { self.store = store }

  mutating func add(_ document: SignatureDocument) {
    switch document {
    case .filter(let filter): filters.append(filter)
    case .signature(let signature):
      if let other = known[signature.id] {
        refuse(signature, "the id is also that of \(signatures[other].file)")
        return
      }
      known[signature.id] = signatures.count
      if let name = signature.name { known[name] = signatures.count }
      signatures.append(signature)
    }
  }

  private mutating func refuse(_ signature: Signature, _ message: String, suggestion: String? = nil) {
    refusals.append(
      SignatureSet.Refusal(
        file: signature.file, title: signature.title, problem: SignatureProblem(message, suggestion: suggestion)))
  }

  mutating func build() -> SignatureSet {
    applyFilters()
    let groups = compileGroups()
    let correlations = compileCorrelations()
    var tells = signatures.indices.map { !isRefused.contains($0) }
    for correlation in correlations where !correlation.rule.generates {
      for member in correlation.members { tells[member] = false }
    }
    return SignatureSet(
      signatures: signatures, refusals: refusals, isRefused: isRefused, groups: groups, correlations: correlations,
      tells: tells)
  }

  private mutating func applyFilters() {
    for filter in filters {
      for name in filter.rules {
        let targets = name == "any" ? Array(signatures.indices) : [known[name]].compactMap(\.self)
        guard !targets.isEmpty else {
          refusals.append(
            SignatureSet.Refusal(
              file: filter.file, title: filter.title,
              problem: .unknown("rule", name, among: known.keys.sorted(), line: 0)))
          continue
        }
        for target in targets { apply(filter, to: target) }
      }
    }
  }

  private mutating func apply(_ filter: SignatureFilter, to target: Int) {
    guard case .search(let source, let condition) = signatures[target].body, filter.source.covers(source) else {
      return
    }
    signatures[target].body = .search(source, .all([condition, filter.condition]))
  }

  private mutating func compileGroups() -> [SignatureGroup] {
    var builders: [LogSource: GroupBuilder] = [:]
    var order: [LogSource] = []
    for (index, signature) in signatures.enumerated() {
      guard case .search(let source, let expression) = signature.body else { continue }
      if builders[source] == nil { order.append(source) }
      builders[source, default: GroupBuilder(source: source)].add(expression, signature: index)
    }
    var groups: [SignatureGroup] = []
    for source in order {
      guard let builder = builders[source] else { continue }
      groups.append(
        builder.build(store: store) { index, reason in
          isRefused.insert(index)
          refuse(signatures[index], reason)
        })
    }
    return groups
  }

  // MARK: Correlations

  private mutating func compileCorrelations() -> [CompiledCorrelation] {
    var compiled: [CompiledCorrelation] = []
    for index in inOrderOfUse() {
      guard case .correlation(let rule) = signatures[index].body else { continue }
      var members: [Int] = []
      var missing: String?
      for name in rule.rules {
        if let member = known[name], !isRefused.contains(member), member != index {
          members.append(member)
        } else {
          missing = missing ?? name
        }
      }
      if let missing {
        isRefused.insert(index)
        let nearest = Suggestion.nearest(to: missing, among: known.keys.sorted())
        refuse(
          signatures[index], "it refers to '\(missing)', which is not there or was refused",
          suggestion: nearest.flatMap { $0 == missing ? nil : "did you mean '\($0)'?" })
      } else {
        compiled.append(CompiledCorrelation(signature: index, rule: rule, members: members))
      }
    }
    return compiled
  }

  /// Correlations after those they refer to; those that refer to themselves over others come out refused.
  private mutating func inOrderOfUse() -> [Int] {
    var waiting = signatures.indices.filter { if case .correlation = signatures[$0].body { true } else { false } }
    var result: [Int] = []
    while !waiting.isEmpty {
      let open = Set(waiting)
      let (ready, later) = waiting.reduce(into: ([Int](), [Int]())) { parts, index in
        if members(index).allSatisfy({ !open.contains($0) }) { parts.0.append(index) } else { parts.1.append(index) }
      }
      guard !ready.isEmpty else {
        for index in waiting {
          isRefused.insert(index)
          refuse(signatures[index], "the correlation refers to itself, directly or through others")
        }
        break
      }
      result += ready
      waiting = later
    }
    return result
  }

  private func members(_ index: Int) -> [Int] {
    guard case .correlation(let rule) = signatures[index].body else { return [] }
    return rule.rules.compactMap { known[$0] }
  }
}
