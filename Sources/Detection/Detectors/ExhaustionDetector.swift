package import TrafficModel

/// Traffic that is made to use up what reads it.
package struct ExhaustionDetector: AnomalyDetector {
  package static let about = DetectorDescription(
    id: "PRT-06", title: "Traffic that exhausts", severity: .medium,
    fires:
      "once for each client and server and kind: floods of HTTP/2 frames, answers that inflate without end, header blocks, events and waiting requests beyond all measure",
    staysSilent: "for long results and busy sessions within the limits",
    falseAlarms: ["broken clients that never read their answers", "backups sent as one event"],
    references: [.attack("T1499"), .atlas("AML.T0034"), .safe("SAFE-T2102")])
  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package static func meaning(_ kind: Anomaly.Kind) -> AnomalyMeaning? {
    switch kind {
    case .h2RapidReset, .h2ContinuationFlood, .h2EmptyFrameFlood, .h2ControlFlood:
      AnomalyMeaning(
        severity: .medium, confidence: 0.8, what: "A flood of HTTP/2 frames",
        why: "Such frames cost their sender nothing, and their receiver memory or time.")
    case .decompressionLimit:
      AnomalyMeaning(
        severity: .medium, confidence: 0.7, what: "A body that inflates without end",
        why: "A few bytes become more than their receiver can hold.")
    case .h2HeaderListLimit, .oversizedHeaderBlock, .oversizedStartLine:
      AnomalyMeaning(
        severity: .low, confidence: 0.6, what: "A header block beyond all measure",
        why: "Servers keep heads in memory until they are whole.")
    case .eventLimit, .webSocketLimit:
      AnomalyMeaning(
        severity: .low, confidence: 0.5, what: "An event or message beyond all measure",
        why: "Clients keep an event in memory until it is whole.")
    case .pendingLimit, .pipelineLimit, .h2StreamLimit:
      AnomalyMeaning(
        severity: .low, confidence: 0.6, what: "Thousands of requests that wait for their answer",
        why: "Each of them is kept by both ends.")
    default: nil
    }
  }
}
