import Configuration

/// Reads a configuration for a command: complains of every problem with its place, and ends with the status of usage.
enum ConfigurationFile {
  static func read(_ path: String, detectors: [DetectorVocabulary] = []) throws -> Configuration {
    do throws(ConfigurationError) {
      return try ConfigurationReader(detectors: detectors).read(path: path)
    } catch {
      for problem in error.problems {
        Terminal.complain("\(error.path):\(problem.position == nil ? " " : "")\(problem)")
      }
      throw ExitStatus.usage
    }
  }
}
