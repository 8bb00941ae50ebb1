/// Bounds on what the ledger keeps and states.
package struct FindingLimits: Hashable, Sendable {
  /// Findings remembered; beyond it those that were silent longest are forgotten.
  package var findings = 16_384
  /// Findings of one detector about one subject that are stated one by one; beyond it they are folded into one that counts.
  package var perSubject = 20
  /// The same of one detector in all.
  package var perDetector = 1_000
  /// Both within this time.
  package var floodNanoseconds: Int64 = 86_400_000_000_000
  /// A finding that goes on is stated again after this long.
  package var restateNanoseconds: Int64 = 300_000_000_000

  package init() {}
}
