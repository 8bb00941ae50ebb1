package import TrafficModel

/// Answers that belong to no request, or come twice.
package struct UnaskedAnswerDetector: AnomalyDetector {
  package static let about = DetectorDescription(
    id: "SHD-05", title: "Answer nobody asked for", severity: .medium,
    fires: "once for each client and server, on an answer to no request, or a second answer to one",
    staysSilent: "for answers whose request was not captured",
    falseAlarms: ["proxies that repeat answers"],
    references: [.attack("T1557"), .owasp("MCP06"), .safe("SAFE-T1404")])
  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package static func meaning(_ kind: Anomaly.Kind) -> AnomalyMeaning? {
    switch kind {
    case .rpcUnsolicitedResponse:
      AnomalyMeaning(
        severity: .low, confidence: 0.6, what: "Answers that nobody asked for",
        why: "An answer with an id that was never used may be meant for somebody else, or injected.")
    case .rpcRepeatedResponse:
      AnomalyMeaning(
        severity: .medium, confidence: 0.7, what: "A request answered twice",
        why: "Whoever answers first decides what the client sees; the second answer is the real one, or the false one.")
    case .rpcDuplicateID:
      AnomalyMeaning(
        severity: .low, confidence: 0.6, what: "Request ids used twice at once",
        why: "Answers can be taken for those of another request.")
    default: nil
    }
  }
}
