import OfflineAnalysis
import SignatureLoading
import SignatureMatching
import YaraMatching

/// Reads signatures and YARA rules again while a capture is followed, and says what changed.
final class RuleReloading {
  private let options: SignatureOptions
  private(set) var current: RuleSets

  init(_ options: SignatureOptions, isQuiet: Bool) {
    self.options = options
    current = options.load(isQuiet: isQuiet)
  }

  /// - Returns: nil when nothing can be read any more: what was in use stays so.
  func reload(_ note: (String) -> Void) -> RuleSets? {
    let rules = options.load(isQuiet: true, complain: note)
    let hadSome = !(current.signatures?.signatures ?? []).isEmpty || !current.yara.isEmpty
    if hadSome, (rules.signatures?.signatures ?? []).isEmpty, rules.yara.isEmpty {
      note("no signature can be read any more: those in use stay so")
      return nil
    }
    let change = RuleChange(from: current.signatures?.signatures ?? [], to: rules.signatures?.signatures ?? [])
    note("signatures read again: \(change)" + yara(rules))
    current = rules
    return rules
  }

  private func yara(_ rules: RuleSets) -> String {
    guard !options.yara.isEmpty else { return "" }
    let count = rules.yara.reduce(0) { $0 + $1.count }
    return "; \(count) YARA rules of \(rules.yara.count) files"
  }
}
