/// A configuration that cannot be used. All its problems are told at once, in the order of the file.
package struct ConfigurationError: Error, Hashable, Sendable {
  package var path: String
  package var problems: [ConfigurationProblem]

  package init(path: String, problems: [ConfigurationProblem]) {
    self.path = path
    self.problems = problems
  }
}
