import Policy
import TrafficModel

/// Every detector there is. Adding one is its file, its tests, and one line here.
package enum DetectorCatalog {
  package static func detectors(_ setup: DetectionSetup = DetectionSetup()) -> [any Detector] {
    let all: [any Detector] = [
      SlowCallDetector(setup),
      CallRateDetector(setup),
      CallConcurrencyDetector(setup),
      CallLoopDetector(setup),
      CovertChannelDetector(setup),
      LongConnectionDetector(setup),
      OversizedResultDetector(setup),
      OversizedArgumentsDetector(setup),
      RequestForgeryDetector(setup),
      DropServiceDetector(setup),
      ShadowServerDetector(setup),
      ServerEgressDetector(setup),
      ByteBudgetDetector(setup),
      ClientPolicyDetector(setup),
      NameTunnelDetector(setup),
      SecretInArgumentsDetector(setup),
      SecretInResultDetector(setup),
      ContentReappearanceDetector(setup),
      SlowDripDetector(setup),
      RareDestinationDetector(setup),
      ToolNameDetector(setup),
      CommandDetector(setup),
      HiddenCharacterDetector(setup),
      InstructionTextDetector(setup),
      DefinitionDriftDetector(setup),
      ShadowingDetector(setup),
      UnlistedToolDetector(setup),
      UnaskedAnswerDetector(setup),
      HeaderMismatchDetector(setup),
      ParserDifferentialDetector(setup),
      SmugglingFramingDetector(setup),
      CapabilityViolationDetector(setup),
      CredentialExposureDetector(setup),
      MissingAuthenticationDetector(setup),
      TokenClaimsDetector(setup),
      TokenPolicyDetector(setup),
      ScopeGrowthDetector(setup),
      CredentialGuessingDetector(setup),
      RebindingDetector(setup),
      HandleTheftDetector(setup),
      DowngradeDetector(setup),
      ExhaustionDetector(setup),
      OAuthFlowDetector(setup),
      OAuthDiscoveryDetector(setup),
      SharedCredentialDetector(setup),
      SessionIDDetector(setup),
      CloakingDetector(setup),
      SilentDriftDetector(setup),
      ServerRequestDetector(setup),
      EffectAfterPoisonDetector(setup),
    ]
    return all.filter { setup.isEnabled(type(of: $0).about.id.rawValue) }
  }

  /// What all detectors and hunts are, for lists and configurations.
  package static var descriptions: [DetectorDescription] {
    let detectors =
      detectors().flatMap { [type(of: $0).about] + type(of: $0).others } + [HostActivityDetector.about]
      + HostActivityDetector.others
    return detectors + HuntCatalog.hunts().flatMap { type(of: $0).about }
  }

  /// The bank of all that are switched on, and of `others`, which need more than a setup: signatures.
  package static func bank(
    _ setup: DetectionSetup = DetectionSetup(), others: [any Detector] = []
  ) -> DetectorBank {
    let policy = FindingPolicy(suppressions: setup.settings.suppressions)
    return DetectorBank(
      detectors(setup) + others, ledger: FindingLedger(policy: policy, limits: setup.findings), setup: setup)
  }
}
