import Policy
package import SettingsFiles

/// Reads `egret.yml`. Anything it does not understand is an error: a policy with a misspelt key protects nobody.
package struct ConfigurationReader {
  private static let keys = PolicySection.keys + ["detection", "suppressions", "alerts", "rules"]

  private let detectors: [DetectorVocabulary]

  /// - Parameter detectors: those that may be named; empty when they are not known here, and then any may.
  package init(detectors: [DetectorVocabulary] = []) { self.detectors = detectors }

  /// Reads the file at `path`, which nobody but its owner may be able to change.
  package func read(path: String) throws(ConfigurationError) -> Configuration {
    let file: SettingsFile
    do {
      file = try SettingsFile(reading: path, refusesForeignWriters: true)
    } catch {
      throw Self.error(path, error)
    }
    return try read(file)
  }

  package func read(_ file: SettingsFile) throws(ConfigurationError) -> Configuration {
    let documents: [SettingsNode]
    do {
      documents = try YAMLReader.read(file.text)
    } catch {
      throw Self.error(file.path, error)
    }
    let log = ProblemLog()
    if documents.count > 1 { log.add(documents[1].position, "a second document: one file has one configuration") }
    var configuration = Configuration()
    if let root = documents.first, root.scalar?.kind != .null {
      let section = SettingsSection(root, "the configuration", keys: Self.keys, log)
      configuration.policy = PolicySection(log: log).read(section)
      configuration.detection = DetectionSection(log: log, detectors: detectors).read(section)
      configuration.detection.suppressions = SuppressionSection(log: log).read(section)
      configuration.alerts = AlertSection(log: log).read(section)
      configuration.rules = RuleSection(log: log).read(section)
    }
    guard log.problems.isEmpty else { throw ConfigurationError(path: file.path, problems: log.sorted) }
    return configuration
  }

  private static func error(_ path: String, _ error: SettingsError) -> ConfigurationError {
    ConfigurationError(path: path, problems: [ConfigurationProblem(at: error.position, error.message)])
  }
}
