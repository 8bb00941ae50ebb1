package import Policy

/// Everything `egret.yml` says. What it does not say has its default.
package struct Configuration: Hashable, Sendable {
  package var policy: EgressPolicy
  package var detection: DetectionSettings
  package var alerts: [AlertRoute]
  package var rules: RuleSettings

  package init(
    policy: EgressPolicy = EgressPolicy(), detection: DetectionSettings = DetectionSettings(),
    alerts: [AlertRoute] = [], rules: RuleSettings = RuleSettings()
  ) {
    self.policy = policy
    self.detection = detection
    self.alerts = alerts
    self.rules = rules
  }
}
