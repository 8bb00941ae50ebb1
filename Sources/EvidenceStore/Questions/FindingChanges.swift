/// How the findings of a window differ from those of the one before.
package struct FindingChanges: Hashable, Sendable {
  package var new: Int64
  package var continuing: Int64
  /// Seen in the window before and not since, the worst first; cut at 50.
  package var resolved: [FindingRow]
  package var resolvedCount: Int64
}
