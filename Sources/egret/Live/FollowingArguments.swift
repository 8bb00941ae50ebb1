import ArgumentParser
import EvidenceStore
import TrafficModel

/// What becomes of the records of a live analysis.
struct FollowingArguments: ParsableArguments {
  @Option(help: "What to print: table (for people) or ndjson (records).")
  var format = AnalyzeCommand.Format.table

  @Option(name: [.short, .long], help: "Write records to this file as well.", completion: .file())
  var output: String?

  @Option(help: "Keep records in this SQLite database (default: beside the ring).", completion: .file())
  var store: String?

  @Option(
    name: .customLong("keylog"), parsing: .singleValue,
    help: "Key log (NSS format), folder of key logs, or RSA private key; repeatable. Growing files are followed.",
    completion: .file())
  var keyLogs: [String] = []

  @Option(
    help: "Keep captures that findings cite in this directory (default: beside the ring).", completion: .directory)
  var evidence: String?

  @Option(name: .customLong("evidence-limit"), help: "Keep so many bytes of such captures.")
  var evidenceLimit = "2GB"

  @OptionGroup var detection: DetectionOptions

  @OptionGroup var signatures: SignatureOptions

  @OptionGroup var auditLogs: AuditLogOptions

  @OptionGroup var records: RecordOptions

  @Flag(name: [.short, .long], help: "No status line, no summary.")
  var quiet = false

  @Flag(name: .customLong("no-color"), help: "No colour.")
  var noColour = false

  /// The same options for `egret analyze`, but for store and evidence, which have defaults there.
  var words: [String] {
    var words = ["--format", format.rawValue, "--evidence-limit", evidenceLimit]
    if let output { words += ["--output", output] }
    for keyLog in keyLogs { words += ["--keylog", keyLog] }
    words += detection.words + signatures.words + auditLogs.words
    words += ["--redact", records.redact.rawValue, "--sensor", records.sensor]
    words += records.hashKey.words
    if quiet { words.append("--quiet") }
    if noColour { words.append("--no-color") }
    return words
  }
}
