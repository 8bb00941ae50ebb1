import Alerting
import Configuration
import Detection
import EvidenceStore
import OfflineAnalysis
import Policy
import TokenVerification
import TrafficModel

/// What a configuration says of detection and of what follows from it; without one, what holds then.
struct ConfiguredDetection {
  private let configuration: Configuration?

  private let judgesNothing: Bool

  /// - Parameter judgesNothing: every detector is switched off, whatever the configuration says.
  init(configuration: Configuration?, judgesNothing: Bool) {
    self.configuration = configuration
    self.judgesNothing = judgesNothing
  }

  var setup: DetectionSetup {
    var setup = DetectionSetup()
    if let configuration {
      setup.settings = configuration.detection
      setup.egress = configuration.policy
    }
    guard judgesNothing else { return setup }
    for detector in DetectorCatalog.descriptions {
      setup.settings.detectors[detector.id.rawValue] = DetectorSettings(isEnabled: false)
    }
    return setup
  }

  /// Checks signatures of tokens with the keys that the configuration names.
  func verifier() throws -> TokenVerifier? { try Self.verifier(setup.egress) }

  static func verifier(_ policy: EgressPolicy) throws -> TokenVerifier? {
    do throws(KeyFailure) {
      return try TokenVerifier(policy)
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
  }

  /// Tells findings where the configuration says; none where it says nothing.
  func alertSinks(complain: @escaping @Sendable (String) -> Void = Terminal.complain) throws -> [any RecordSink] {
    guard let routes = configuration?.alerts, !routes.isEmpty else { return [] }
    do throws(AlertDispatch.Failure) {
      return [try AlertDispatch.sink(routes, state: StateFolder.path(), complain: complain)]
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
  }

  /// `options` with the rules that the configuration names.
  func rules(_ options: SignatureOptions) -> SignatureOptions {
    configuration.map { options.adding($0.rules) } ?? options
  }
}
