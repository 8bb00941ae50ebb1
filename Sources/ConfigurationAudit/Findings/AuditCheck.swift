import SettingsFiles

package import TrafficModel

/// One thing the audit looks for.
package struct AuditCheck: Hashable, Sendable {
  /// Never changes once released: suppressions name it.
  package let id: String
  package let title: String
  /// The usual severity; a finding may have another.
  package let severity: Severity
  /// What to write instead.
  package let remedy: String
  package let references: [MappingID]

  init(_ id: String, _ title: String, _ severity: Severity, _ remedy: String, _ references: [MappingID]) {
    self.id = id
    self.title = title
    self.severity = severity
    self.remedy = remedy
    self.references = references
  }
}
