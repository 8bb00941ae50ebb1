/// Which rules of analysts are matched, beside what the command line names.
package struct RuleSettings: Hashable, Sendable {
  /// Folders or files of signatures, by absolute path.
  package var signatures: [String] = []
  /// Folders or files of YARA rules, by absolute path.
  package var yara: [String] = []
  package var usesShippedSignatures = true

  package init() {}
}
