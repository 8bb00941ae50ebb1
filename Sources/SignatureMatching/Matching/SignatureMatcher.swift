import PatternMatching
import TrafficModel

/// Matches events against a set of signatures and joins what correlations join. One for each thread; its memory is bounded
/// by `CorrelationLimits`.
package final class SignatureMatcher {
  package let set: SignatureSet
  private let scratch: PatternScratch
  private let hits: HitSet
  private var tracker: CorrelationTracker
  /// By log source of events: the groups that look at them.
  private var groupsOfSource: [LogSource: [Int]] = [:]
  /// Log sources remembered; there are few, but events name them.
  private static let sourceLimit = 256

  package init(_ set: SignatureSet, limits: CorrelationLimits = CorrelationLimits()) {
    self.set = set
    scratch = PatternScratch(set.groups.lazy.flatMap(\.databases).map(\.patterns))
    hits = HitSet(capacity: set.groups.map(\.predicates.count).max() ?? 0)
    tracker = CorrelationTracker(set, limits: limits)
  }

  /// Whether any signature looks at events of this source.
  package func wants(_ source: LogSource) -> Bool { !groups(source).isEmpty }

  /// The signatures that `subject` matches, and the correlations it completes.
  package func match(_ subject: some SignatureSubject) -> [SignatureHit] {
    var result: [SignatureHit] = []
    for index in groups(subject.source) {
      for signature in judge(subject, set.groups[index]) {
        if set.tells[signature] {
          result.append(
            SignatureHit(signature: signature, time: subject.time, evidence: subject.evidence, group: [:], events: 1))
        }
        result += tracker.observe(signature, subject)
      }
    }
    return result
  }

  /// The signatures that match `subject` by themselves, whether they tell of it or not.
  package func direct(_ subject: some SignatureSubject) -> [Int] {
    groups(subject.source).flatMap { judge(subject, set.groups[$0]) }
  }

  /// Ends the windows that wait for their end, as if time had passed.
  package func finish() -> [SignatureHit] { tracker.finish() }

  private func groups(_ source: LogSource) -> [Int] {
    if let known = groupsOfSource[source] { return known }
    if groupsOfSource.count >= Self.sourceLimit { groupsOfSource.removeAll() }
    let found = set.groups.indices.filter { set.groups[$0].source.covers(source) }
    groupsOfSource[source] = found
    return found
  }

  private func judge(_ subject: any SignatureSubject, _ group: SignatureGroup) -> [Int] {
    var view = EventView(subject, group)
    hits.removeAll()
    for database in group.databases {
      let wasRead = database.slot.map { slot in
        subject.forEachText(of: group.fields[slot], mustBeUTF8: database.patterns.needsCharacters) {
          database.patterns.scan($0, scratch: scratch, hits: hits)
        }
      }
      if wasRead == true { continue }
      let values = database.slot.map { view.values(at: $0) } ?? subject.everyValue()
      for value in values { database.patterns.scan(value.text, scratch: scratch, hits: hits) }
    }
    let candidates = candidates(group)
    if candidates.isEmpty { return [] }
    var known: [Int: Bool] = [:]
    var matching: [Int] = []
    for index in candidates {
      let rule = group.rules[index]
      let holds = rule.expression.holds { number in
        let predicate = group.predicates[number]
        if predicate.isPattern { return hits.contains(number) }
        if let known = known[number] { return known }
        let value = view.holds(predicate)
        known[number] = value
        return value
      }
      if holds { matching.append(rule.signature) }
    }
    return matching
  }

  /// Rules that can match by what was found, in order.
  private func candidates(_ group: SignatureGroup) -> [Int] {
    // As nearly always.
    guard !hits.found.isEmpty else { return group.alwaysJudged }
    return Set(hits.found.reduce(into: group.alwaysJudged) { $0 += group.rulesOfPattern[$1] }).sorted()
  }
}
