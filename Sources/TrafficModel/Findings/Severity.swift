/// How bad a finding is if it is true.
package enum Severity: UInt8, CaseIterable, Comparable, Sendable {
  case info, low, medium, high, critical

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The spelling of records, options and pages.
  package var name: String {
    switch self {
    case .info: "info"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }

  package init?(name: String) {
    guard let severity = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = severity
  }
}
