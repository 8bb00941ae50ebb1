package import TrafficModel

/// Use of what the other side never said it can do.
package struct CapabilityViolationDetector: AnomalyDetector {
  package static let about = DetectorDescription(
    id: "PRT-05", title: "Capability that was not declared", severity: .medium,
    fires:
      "once for each client and server that uses what the other side did not declare: sampling, elicitation, roots, other origins",
    staysSilent: "where the declaration was not captured",
    falseAlarms: ["servers that probe what a client can do"],
    references: [.owasp("MCP06"), .safe("SAFE-T1112")])
  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package static func meaning(_ kind: Anomaly.Kind) -> AnomalyMeaning? {
    switch kind {
    case .undeclaredCapability:
      AnomalyMeaning(
        severity: .low, confidence: 0.5, what: "Requests for what was not declared",
        why: "A server that asks for sampling or elicitation without leave tests what it gets away with.")
    case .foreignEndpoint:
      AnomalyMeaning(
        severity: .medium, confidence: 0.7, what: "An endpoint of another origin",
        why: "The server sends the client to another host for its messages, credentials included.")
    default: nil
    }
  }
}
