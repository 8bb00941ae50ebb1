package import TrafficModel

/// Requests whose `Mcp-…` headers name another method, tool or parameter than their body.
package struct HeaderMismatchDetector: AnomalyDetector {
  package static let about = DetectorDescription(
    id: "PRT-01", title: "Headers and body disagree", severity: .high,
    fires: "once for each client and server, when routing headers of a request say something else than its body",
    staysSilent: "for requests of older revisions, which have no such headers",
    falseAlarms: ["clients with a known bug in their headers; the server then answers -32020"],
    references: [.attack("T1027"), .attack("T1562"), .owasp("MCP07"), .safe("SAFE-T1404")])
  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package static func meaning(_ kind: Anomaly.Kind) -> AnomalyMeaning? {
    switch kind {
    case .headerBodyMismatch:
      AnomalyMeaning(
        severity: .high, confidence: 0.7, what: "Routing headers that disagree with the body",
        why:
          "Gateways decide by the headers, servers act on the body: what is allowed and what is done are not the same.")
    case .missingHeader:
      AnomalyMeaning(
        severity: .low, confidence: 0.6, what: "Routing headers are missing",
        why: "Gateways cannot tell what is asked for.")
    default: nil
    }
  }
}
