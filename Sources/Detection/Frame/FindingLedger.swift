package import TrafficModel

/// Knows findings by their key: states each once, again when it became worse, and at the end when it went on; folds floods
/// into one finding that counts; notes suppressions.
///
/// What is a flood is counted anew each day of capture time, and what was silent longest makes room for what is new, so that a
/// ledger that is kept for months still states each thing that happens.
package struct FindingLedger: Sendable {
  private struct Entry: Sendable {
    var finding: Finding
    /// As it was last stated.
    var statedOccurrences: UInt64
    var statedAt: Timestamp
  }

  private struct Flood: Hashable {
    var detector: DetectorID
    var subject: String
  }

  private let limits: FindingLimits
  private let policy: FindingPolicy
  private var entries: [RecordID: Entry] = [:]
  /// In the order they came, so that restating does not depend on hashing.
  private var order: [RecordID] = []
  private var subjectCounts: [Flood: Int] = [:]
  private var detectorCounts: [DetectorID: Int] = [:]
  /// When counting floods began.
  private var day: Timestamp?
  /// Made room with occurrences that nobody was told of.
  private var outgoing: [Finding] = []

  package init(policy: FindingPolicy = FindingPolicy(), limits: FindingLimits = FindingLimits()) {
    self.policy = policy
    self.limits = limits
  }

  /// What to state now, if anything.
  package mutating func enter(_ claim: Finding) -> Finding? {
    guard claim.severity >= policy.minimumSeverity else { return nil }
    if let place = entries.index(forKey: claim.id) { return Self.extend(&entries.values[place], with: claim, policy) }
    beginDay(claim.extent.end)
    let folded = folded(claim)
    if let place = entries.index(forKey: folded.id) { return Self.extend(&entries.values[place], with: folded, policy) }
    if entries.count >= limits.findings { makeRoom() }
    var finding = folded
    finding.suppression = policy.suppression(of: finding)
    note(claim)
    entries[finding.id] = Entry(
      finding: finding, statedOccurrences: finding.occurrences, statedAt: finding.extent.end)
    order.append(finding.id)
    return finding
  }

  /// States again what has grown and was not stated for a while.
  package mutating func advance(to now: Timestamp, into findings: inout [Finding]) {
    let pause = limits.restateNanoseconds
    restate(into: &findings) { now - $0 >= pause }
  }

  package mutating func finish(into findings: inout [Finding]) { restate(into: &findings) { _ in true } }

  private mutating func restate(into findings: inout [Finding], if isDue: (Timestamp) -> Bool) {
    findings += outgoing
    outgoing.removeAll()
    for id in order {
      guard let entry = entries[id], entry.finding.occurrences != entry.statedOccurrences, isDue(entry.statedAt)
      else { continue }
      entries[id]?.statedOccurrences = entry.finding.occurrences
      entries[id]?.statedAt = entry.finding.extent.end
      findings.append(entry.finding)
    }
  }

  private static func extend(_ entry: inout Entry, with claim: Finding, _ policy: FindingPolicy) -> Finding? {
    let before = entry.finding.severity
    entry.finding.extend(with: claim)
    guard entry.finding.severity > before else { return nil }
    entry.finding.suppression = policy.suppression(of: entry.finding)
    entry.statedOccurrences = entry.finding.occurrences
    entry.statedAt = entry.finding.extent.end
    return entry.finding
  }

  private mutating func makeRoom() {
    let silent = entries.sorted { a, b in
      let (endA, endB) = (a.value.finding.extent.end, b.value.finding.extent.end)
      return endA == endB ? a.key < b.key : endA < endB
    }
    for (id, entry) in silent.prefix(max(1, limits.findings / 4)) {
      entries[id] = nil
      if entry.finding.occurrences != entry.statedOccurrences { outgoing.append(entry.finding) }
    }
    order.removeAll { entries[$0] == nil }
  }

  private mutating func beginDay(_ now: Timestamp) {
    guard let day else { return self.day = now }
    guard now - day >= limits.floodNanoseconds else { return }
    self.day = now
    subjectCounts.removeAll()
    detectorCounts.removeAll()
  }

  private mutating func note(_ claim: Finding) {
    detectorCounts[claim.detector, default: 0] += 1
    // One for each stated finding at most, so the table is bounded by `perDetector`.
    subjectCounts[Flood(detector: claim.detector, subject: Self.floodSubject(claim)), default: 0] += 1
  }

  /// The claim, or what stands for a flood of its like: one of its subject, or where subjects are many, of its detector.
  private func folded(_ claim: Finding) -> Finding {
    let flood = Flood(detector: claim.detector, subject: Self.floodSubject(claim))
    if subjectCounts[flood] ?? 0 >= limits.perSubject { return Self.folded(claim, keepsSubject: true) }
    guard detectorCounts[claim.detector] ?? 0 >= limits.perDetector else { return claim }
    return Self.folded(claim, keepsSubject: false)
  }

  /// What is the same in a flood: the server, or else the client.
  private static func floodSubject(_ claim: Finding) -> String {
    claim.subject.server?.address.description ?? claim.subject.client?.description ?? "-"
  }

  /// Many alike, as one: its subject is the server, or else the client, or nobody; its evidence is that of the first ones.
  private static func folded(_ claim: Finding, keepsSubject: Bool) -> Finding {
    var folded = claim
    folded.subject = FindingSubject()
    if keepsSubject {
      folded.subject.server = claim.subject.server
      if claim.subject.server == nil { folded.subject.client = claim.subject.client }
    }
    folded.deduplicationKey = "more"
    folded.title = "More of \(claim.detector): \(claim.title)"
    folded.explanation = "Further findings of this detector, counted together. One of them: \(claim.explanation)"
    return folded
  }
}
