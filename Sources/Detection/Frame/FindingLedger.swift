package import TrafficModel

/// Knows findings by their key: states each once, again when it became worse, and at the end when it went on; folds floods
/// into one finding that counts; notes suppressions.
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

  package init(policy: FindingPolicy = FindingPolicy(), limits: FindingLimits = FindingLimits()) {
    self.policy = policy
    self.limits = limits
  }

  /// What to state now, if anything.
  package mutating func enter(_ claim: Finding) -> Finding? {
    guard claim.severity >= policy.minimumSeverity else { return nil }
    if entries[claim.id] != nil { return extend(claim.id, with: claim) }
    let folded = isFlood(claim) ? Self.folded(claim) : claim
    if entries[folded.id] != nil { return extend(folded.id, with: folded) }
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
    for id in order {
      guard let entry = entries[id], entry.finding.occurrences != entry.statedOccurrences, isDue(entry.statedAt)
      else { continue }
      entries[id]?.statedOccurrences = entry.finding.occurrences
      entries[id]?.statedAt = entry.finding.extent.end
      findings.append(entry.finding)
    }
  }

  private mutating func extend(_ id: RecordID, with claim: Finding) -> Finding? {
    guard var entry = entries[id] else { return nil }
    let before = entry.finding.severity
    entry.finding.extend(with: claim)
    let isWorse = entry.finding.severity > before
    if isWorse {
      entry.finding.suppression = policy.suppression(of: entry.finding)
      entry.statedOccurrences = entry.finding.occurrences
      entry.statedAt = entry.finding.extent.end
    }
    entries[id] = entry
    return isWorse ? entry.finding : nil
  }

  private mutating func note(_ claim: Finding) {
    detectorCounts[claim.detector, default: 0] += 1
    let flood = Flood(detector: claim.detector, subject: Self.floodSubject(claim))
    // One entry for each stated finding at most, so the table is bounded by `findings`.
    subjectCounts[flood, default: 0] += 1
  }

  private func isFlood(_ claim: Finding) -> Bool {
    if entries.count >= limits.findings || detectorCounts[claim.detector] ?? 0 >= limits.perDetector { return true }
    let flood = Flood(detector: claim.detector, subject: Self.floodSubject(claim))
    return subjectCounts[flood] ?? 0 >= limits.perSubject
  }

  /// What is the same in a flood: the server, or else the client.
  private static func floodSubject(_ claim: Finding) -> String {
    claim.subject.server?.address.description ?? claim.subject.client?.description ?? "-"
  }

  /// Many alike, as one: its subject is the server, or else the client, and its evidence that of the first ones.
  private static func folded(_ claim: Finding) -> Finding {
    var folded = claim
    folded.subject = FindingSubject(
      client: claim.subject.server == nil ? claim.subject.client : nil, server: claim.subject.server)
    folded.deduplicationKey = "more"
    folded.title = "More of \(claim.detector): \(claim.title)"
    folded.explanation = "Further findings of this detector, counted together. One of them: \(claim.explanation)"
    return folded
  }
}
