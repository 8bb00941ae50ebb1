import TrafficModel

/// Feeds matches to the correlations that refer to them, and those correlations' matches to others.
struct CorrelationTracker {
  private var states: [CorrelationState]
  /// By signature: the correlations that refer to it, with its places there.
  private var uses: [Int: [(state: Int, member: Int)]] = [:]
  private let tells: [Bool]

  init(_ set: SignatureSet, limits: CorrelationLimits) {
    states = set.correlations.map { CorrelationState($0, limits: limits) }
    tells = set.tells
    for (index, correlation) in set.correlations.enumerated() {
      for (member, signature) in correlation.members.enumerated() {
        uses[signature, default: []].append((index, member))
      }
    }
  }

  /// - Returns: correlations that are complete now. References form no cycle, so this ends.
  mutating func observe(_ signature: Int, _ subject: any SignatureSubject) -> [SignatureHit] {
    var result: [SignatureHit] = []
    for (state, member) in uses[signature] ?? [] {
      guard let hit = states[state].observe(member, subject) else { continue }
      result += pass(hit)
    }
    return result
  }

  mutating func finish() -> [SignatureHit] {
    var result: [SignatureHit] = []
    for index in states.indices {
      for hit in states[index].finish() { result += pass(hit) }
    }
    return result
  }

  private mutating func pass(_ hit: SignatureHit) -> [SignatureHit] {
    let own = tells[hit.signature] ? [hit] : []
    guard uses[hit.signature] != nil else { return own }
    return own + observe(hit.signature, CorrelationSubject(hit: hit))
  }
}
