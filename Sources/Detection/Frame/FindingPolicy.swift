package import Policy
package import TrafficModel

/// What an operator decided about findings.
package struct FindingPolicy: Hashable, Sendable {
  package var suppressions: [Suppression]
  /// Less severe ones are not stated.
  package var minimumSeverity: Severity

  package init(suppressions: [Suppression] = [], minimumSeverity: Severity = .info) {
    self.suppressions = suppressions
    self.minimumSeverity = minimumSeverity
  }

  /// The first decision that covers `finding`. Time is the finding's own, so that old captures are judged as they were.
  func suppression(of finding: Finding) -> SuppressionNote? {
    let subject = finding.subject
    let found = suppressions.first {
      $0.applies(
        to: finding.detector.rawValue, server: subject.server?.address, client: subject.client,
        host: subject.destination?.rawTextForMatchingAndStorage, tool: subject.tool?.rawTextForMatchingAndStorage,
        at: finding.extent.end)
    }
    return found.map { SuppressionNote(reason: $0.reason, author: $0.author, expires: $0.expires) }
  }
}
