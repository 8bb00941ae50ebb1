package import SignatureMatching

extension SignatureSet {
  /// Refusals in the form in which reading tells of them.
  package var problems: [SignatureFolder.Problem] {
    refusals.map { SignatureFolder.Problem(file: $0.file, problem: $0.problem) }
  }
}
