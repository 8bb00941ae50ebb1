package import TrafficModel

/// Messages whose end two programs may see in two places.
package struct SmugglingFramingDetector: AnomalyDetector {
  package static let about = DetectorDescription(
    id: "PRT-04", title: "HTTP framing that could smuggle", severity: .high,
    fires:
      "once for each client and server and kind: two lengths, repeated or odd lengths, odd chunks or transfer codings, blanks before a colon, folded lines",
    staysSilent: "for framing that every server reads alike",
    falseAlarms: ["very old or home-made clients"],
    references: [.attack("T1190"), .owasp("MCP07")])
  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package static func meaning(_ kind: Anomaly.Kind) -> AnomalyMeaning? {
    switch kind {
    case .bothLengths, .repeatedLength:
      AnomalyMeaning(
        severity: .high, confidence: 0.7, what: "Requests with two lengths",
        why:
          "A proxy and the server behind it may disagree where a request ends, so that a part of it counts as another request."
      )
    case .badLength, .badChunk, .badTransferCoding:
      AnomalyMeaning(
        severity: .medium, confidence: 0.6, what: "Requests with an odd length or coding",
        why: "Programs disagree about where such a message ends.")
    case .spaceBeforeColon, .obsoleteFold, .bareLineFeed:
      AnomalyMeaning(
        severity: .low, confidence: 0.6, what: "Headers in a form that programs read differently",
        why: "A header may be seen by one program and missed by the next.")
    default: nil
    }
  }
}
