import ArgumentParser
import Configuration
import Detection
import Policy
import TokenVerification
import TrafficModel

/// What is looked for, how it is judged, and what the judgement means for the exit status.
struct DetectionOptions: ParsableArguments {
  @Option(
    help: "Configuration with policy, thresholds and suppressions; see: egret config default.", completion: .file())
  var config: String?

  @Option(
    name: .customLong("fail-on"),
    help: "End with status 1 when there is a finding at least so severe: info, low, medium, high or critical.")
  var failOn: Severity?

  func setup() throws -> DetectionSetup {
    var setup = DetectionSetup()
    guard let config else { return setup }
    let vocabulary = DetectorCatalog.descriptions.map {
      DetectorVocabulary(id: $0.id.rawValue, thresholds: $0.thresholds)
    }
    let configuration = try ConfigurationFile.read(config, detectors: vocabulary)
    setup.settings = configuration.detection
    setup.egress = configuration.policy
    return setup
  }

  /// Checks signatures of tokens with the keys that the configuration names.
  static func verifier(_ setup: DetectionSetup) throws -> TokenVerifier? {
    do throws(KeyFailure) {
      return try TokenVerifier(setup.egress)
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
  }

  /// The same options for another command.
  var words: [String] {
    (config.map { ["--config", $0] } ?? []) + (failOn.map { ["--fail-on", $0.name] } ?? [])
  }

  /// Ends the command when `worst` is what the user wants to be told of.
  func judge(_ worst: Severity?) throws {
    if let failOn, let worst, worst >= failOn { throw ExitStatus.findings }
  }
}

extension Severity: ExpressibleByArgument {
  /// By its name in records.
  public init?(argument: String) { self.init(name: argument) }
}
