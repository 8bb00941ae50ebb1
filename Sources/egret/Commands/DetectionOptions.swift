import ArgumentParser
import Configuration
import Detection
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

  @Flag(name: .customLong("no-detectors"), help: "State what was captured, and judge nothing of it but by signatures.")
  var judgesNothing = false

  /// Reads the configuration, if there is one.
  func read() throws -> ConfiguredDetection {
    guard let config else { return ConfiguredDetection(configuration: nil, judgesNothing: judgesNothing) }
    return ConfiguredDetection(
      configuration: try ConfigurationFile.read(config, detectors: Self.vocabulary), judgesNothing: judgesNothing)
  }

  /// What a configuration may say about detectors.
  static var vocabulary: [DetectorVocabulary] {
    DetectorCatalog.descriptions.map { DetectorVocabulary(id: $0.id.rawValue, thresholds: $0.thresholds) }
  }

  /// The same options for another command.
  var words: [String] {
    (config.map { ["--config", $0] } ?? []) + (judgesNothing ? ["--no-detectors"] : [])
      + (failOn.map { ["--fail-on", $0.name] } ?? [])
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
