import ArgumentParser
import MCPDissection
import OfflineAnalysis

/// The key under which secrets are hashed; names of sessions depend on it.
struct HashKeyOptions: ParsableArguments {
  @Option(
    name: .customLong("hash-key"), help: "File with the key under which secrets are hashed (default: one of your own).",
    completion: .file())
  var file: String?

  /// The same options for another command.
  var words: [String] { file.map { ["--hash-key", $0] } ?? [] }

  func hasher() throws -> SecretHasher {
    do {
      if let file { return try CaseKey.load(file) }
      return try CaseKey.ofUser()
    } catch {
      Terminal.complain("cannot use the hash key \(error.path): \(error.advice)")
      throw ExitStatus.usage
    }
  }
}
