package import Policy

/// Everything `egret.yml` says. What it does not say has its default.
package struct Configuration: Hashable, Sendable {
  package var policy: EgressPolicy
  package var detection: DetectionSettings

  package init(policy: EgressPolicy = EgressPolicy(), detection: DetectionSettings = DetectionSettings()) {
    self.policy = policy
    self.detection = detection
  }
}
