package import Policy

/// Everything about detection that an operator can set: what the configuration file says, and bounds.
package struct DetectionSetup: Hashable, Sendable {
  package var settings = DetectionSettings()
  package var egress = EgressPolicy()
  package var findings = FindingLimits()
  /// Under which content is fingerprinted; equal keys make the findings of two runs comparable.
  package var contentKey: UInt64 = 0

  package init() {}

  /// A threshold of one detector, by the name its documentation gives it.
  func threshold(_ detector: String, _ name: String, _ standard: Double) -> Double {
    guard let value = settings.detectors[detector]?.thresholds[name], value.isFinite, value >= 0 else {
      return standard
    }
    return value
  }

  /// The same for counts and sizes.
  func threshold(_ detector: String, _ name: String, _ standard: Int) -> Int {
    Int(exactly: threshold(detector, name, Double(standard)).rounded()) ?? standard
  }

  func isEnabled(_ detector: String) -> Bool { settings.detectors[detector]?.isEnabled ?? true }
}
