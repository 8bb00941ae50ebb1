import Alerting
import ArgumentParser
import Configuration
import Detection
import EvidenceStore
import OfflineAnalysis
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
    guard let configuration = try configuration() else { return setup }
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

  /// Tells findings where the configuration says; none where it says nothing.
  func alertSinks(complain: @escaping @Sendable (String) -> Void = Terminal.complain) throws -> [any RecordSink] {
    guard let routes = try configuration()?.alerts, !routes.isEmpty else { return [] }
    do throws(AlertDispatch.Failure) {
      return [try AlertDispatch.sink(routes, state: StateFolder.path(), complain: complain)]
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
  }

  /// `options` with the rules that the configuration names.
  func rules(_ options: SignatureOptions) throws -> SignatureOptions {
    try configuration().map { options.adding($0.rules) } ?? options
  }

  private func configuration() throws -> Configuration? {
    let vocabulary = DetectorCatalog.descriptions.map {
      DetectorVocabulary(id: $0.id.rawValue, thresholds: $0.thresholds)
    }
    return try config.map { try ConfigurationFile.read($0, detectors: vocabulary) }
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

  /// What help lists.
  public static var allValueStrings: [String] { allCases.map(\.name) }
}
