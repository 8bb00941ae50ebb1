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

  @OptionGroup var hashKey: HashKeyOptions

  func hasher() throws -> SecretHasher { try hashKey.hasher() }
}
