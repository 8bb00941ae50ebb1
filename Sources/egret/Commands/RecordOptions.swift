import ArgumentParser
import EvidenceStore
import MCPDissection
import OfflineAnalysis

extension RedactionPolicy: ExpressibleByArgument {}

/// How records are written, wherever they come from.
struct RecordOptions: ParsableArguments {
  @Option(help: "How much of arguments and results records hold: none, keys, redacted or full.")
  var redact = RedactionPolicy.redacted

  @Option(help: "Name of this sensor in every record.")
  var sensor = "egret"

  @Option(
    name: .customLong("hash-key"), help: "File with the key under which secrets are hashed (default: one of your own).",
    completion: .file())
  var hashKey: String?

  func hasher() throws -> SecretHasher {
    do {
      if let hashKey { return try CaseKey.load(hashKey) }
      return try CaseKey.ofUser()
    } catch {
      Terminal.complain("cannot use the hash key \(error.path): \(error.advice)")
      throw ExitStatus.usage
    }
  }
}
