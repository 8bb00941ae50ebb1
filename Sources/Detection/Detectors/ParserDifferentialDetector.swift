package import TrafficModel

/// JSON that two parsers may read as two different messages.
package struct ParserDifferentialDetector: AnomalyDetector {
  package static let about = DetectorDescription(
    id: "PRT-02", title: "JSON that parsers read differently", severity: .medium,
    fires:
      "once for each client and server and kind: duplicate keys, byte order marks, invalid UTF-8, absurd depth, whole numbers "
      + "beyond 2^53 or numbers beyond any double outside of results, text that ends early, batches where the revision has none",
    staysSilent: "for unusual but unambiguous JSON",
    falseAlarms: ["old clients", "careless generators of JSON"],
    references: [.attack("T1027"), .atlas("AML.T0068"), .safe("SAFE-T1103")])
  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package static func meaning(_ kind: Anomaly.Kind) -> AnomalyMeaning? {
    switch kind {
    case .jsonDuplicateKey:
      AnomalyMeaning(
        severity: .medium, confidence: 0.7, what: "JSON with the same key twice",
        why:
          "Of two values one parser takes the first and another the last: who checks may see another request than who acts."
      )
    case .jsonByteOrderMark:
      AnomalyMeaning(
        severity: .low, confidence: 0.6, what: "JSON behind a byte order mark",
        why: "Some parsers refuse it, some skip it.")
    case .jsonInvalidUTF8:
      AnomalyMeaning(
        severity: .medium, confidence: 0.6, what: "JSON in invalid UTF-8",
        why: "Parsers replace, drop or refuse such bytes, so that names can differ between them.")
    case .jsonDepthLimit:
      AnomalyMeaning(
        severity: .medium, confidence: 0.6, what: "JSON nested absurdly deep",
        why: "It exhausts parsers that recurse.")
    case .jsonHugeNumber:
      AnomalyMeaning(
        severity: .low, confidence: 0.6, what: "Numbers that parsers round differently",
        why: "Ids and amounts can differ between who checks and who acts.")
    case .jsonTruncated:
      AnomalyMeaning(
        severity: .low, confidence: 0.6, what: "JSON that ends before its end",
        why: "Lenient parsers make up the rest and act on it, others refuse it.")
    case .rpcUnexpectedBatch:
      AnomalyMeaning(
        severity: .medium, confidence: 0.7, what: "A batch where the revision has none",
        why: "A check that looks at the first message misses the others.")
    case .rpcNullID:
      AnomalyMeaning(
        severity: .info, confidence: 0.6, what: "A request with a null id",
        why: "Its answer cannot be told from others.")
    default: nil
    }
  }
}
