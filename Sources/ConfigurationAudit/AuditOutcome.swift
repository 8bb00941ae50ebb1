import TrafficModel

package import SettingsFiles

/// What an audit found, and what it could not read.
package struct AuditOutcome: Hashable, Sendable {
  package struct Problem: Hashable, Sendable {
    package var path: String
    package var error: SettingsError
  }

  /// By file, then by place. Suppressed ones are among them.
  package var findings: [AuditFinding] = []
  /// Files that were recognized and checked.
  package var filesChecked = 0
  /// Files that were opened and are none of our business.
  package var filesPassedOver = 0
  package var problems: [Problem] = []
}
