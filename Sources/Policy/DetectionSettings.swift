/// Thresholds and suppressions: everything a configuration says about judging.
package struct DetectionSettings: Hashable, Sendable {
  /// A call that takes longer is called slow.
  package var slowCallSeconds: Double = 5
  /// More calls of one client than this, beyond the burst, are too many.
  package var callsPerMinute: Double = 100
  package var callBurst: Double = 20
  /// What the name of a tool must look like.
  package var toolNamePattern = "^[a-zA-Z_][a-zA-Z0-9_-]{1,63}$"
  /// Words that the name of a tool must not hold.
  package var forbiddenToolWords = ["exec", "system", "cmd", "sh", "bin", "bash", "ps1"]
  /// Looks for those words anywhere in a name, not only as whole words: `sh` is inside `publish`.
  package var forbidsWordParts = false
  /// By detector id.
  package var detectors: [String: DetectorSettings] = [:]
  package var suppressions: [Suppression] = []

  package init() {}
}
