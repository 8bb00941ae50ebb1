package import Detection
package import SignatureMatching
package import TrafficModel
package import YaraMatching

/// Rules of analysts, matched beside the detectors.
package struct RuleSets: Sendable {
  package var signatures: SignatureSet?
  /// Each file's for itself.
  package var yara: [YaraRules]

  package init(signatures: SignatureSet? = nil, yara: [YaraRules] = []) {
    self.signatures = signatures
    self.yara = yara
  }

  package static let detectorIDs: Set<DetectorID> = [SignatureDetector.about.id, YaraDetector.about.id]

  /// What runs them; nothing where there are none.
  package var detectors: [any Detector] {
    var detectors: [any Detector] = []
    if let signatures { detectors.append(SignatureDetector(signatures)) }
    if !yara.isEmpty { detectors.append(YaraDetector(yara)) }
    return detectors
  }
}
