package import SettingsFiles

package import TrafficModel

/// One thing found in one file, at one place.
package struct AuditFinding: Hashable, Sendable {
  package var check: AuditCheck
  package var severity: Severity
  package var file: String
  package var position: TextPosition
  /// What was found. Names of the file's own are in it as they stand there; secrets never are.
  package var message: UntrustedText
  /// Why it is not to be told, where the file says so.
  package var suppression: String?

  init(
    _ check: AuditCheck, at position: TextPosition, _ message: String, severity: Severity? = nil, file: String = ""
  ) {
    self.check = check
    self.severity = severity ?? check.severity
    self.file = file
    self.position = position
    self.message = UntrustedText(message)
  }
}
