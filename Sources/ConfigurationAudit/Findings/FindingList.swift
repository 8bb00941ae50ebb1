import SettingsFiles

import TrafficModel

/// Findings of one file while its checks run. Bounded: a file of nothing but findings is told by its first ones.
struct FindingList {
  private static let limit = 500

  private(set) var findings: [AuditFinding] = []
  private struct Place: Hashable {
    var check: String
    var position: TextPosition
  }

  private var known: Set<Place> = []

  mutating func add(_ check: AuditCheck, at position: TextPosition, _ message: String, severity: Severity? = nil) {
    // What an alias repeats, or two ways of looking see, stands in one place and is one finding.
    let place = Place(check: check.id, position: position)
    guard findings.count < Self.limit, known.insert(place).inserted else { return }
    findings.append(AuditFinding(check, at: position, message, severity: severity))
  }

  func contains(_ check: AuditCheck) -> Bool { findings.contains { $0.check == check } }

  mutating func update(_ change: (inout AuditFinding) -> Void) {
    for index in findings.indices { change(&findings[index]) }
  }
}
