/// What a configuration says about one detector.
package struct DetectorSettings: Hashable, Sendable {
  package var isEnabled: Bool
  /// By the names the detector documents; what is left out keeps its default.
  package var thresholds: [String: Double]
  package var line: Int

  package init(isEnabled: Bool = true, thresholds: [String: Double] = [:], line: Int = 0) {
    self.isEnabled = isEnabled
    self.thresholds = thresholds
    self.line = line
  }
}
