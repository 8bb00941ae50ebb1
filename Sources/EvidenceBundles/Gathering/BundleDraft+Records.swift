package import EvidenceStore
internal import TrafficModel

extension BundleDraft {
  /// Takes in every record of a window, a file for each kind, as the store holds them: what is secret was masked or hashed
  /// when they were made.
  package func addRecords(
    _ questions: StoreQuestions, in window: TimeWindow, store: String
  ) throws -> GatheredFindings {
    var findings = GatheredFindings()
    for kind in TrafficEvent.Kind.allCases {
      guard let file = BundlePath("records/\(kind).ndjson") else { continue }
      var failure: StoreError?
      try addLines(as: file, source: store) { (append: (String) -> Void) throws(BundleError) in
        do throws(StoreError) {
          try questions.forEachRecord(kind, in: window) { record in
            append(record)
            if kind == .finding { findings.add(record) }
          }
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
    }
    return findings
  }
}
