import ArgumentParser
import CaptureFiles
import OfflineAnalysis
import Presentation
import TLSDecryption

/// `egret extract`: the packets of some conversations, in a capture of their own.
struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Write selected conversations into a capture of their own.",
    discussion: """
      Writes pcapng. Without a selection all flows are written. Values of one option are alternatives; different options
      must all fit. With --with-keys the secrets of the selected flows, and no others, are put into the capture, so that
      Wireshark opens it. With --decrypt what was inside TLS is written as plain TCP, for tools that know no TLS.
      """)

  @Argument(
    help:
      "Captures or directories of captures; they are read twice. With --finding, those that it cites if none is given.",
    completion: .file())
  var captures: [String] = []

  @Option(
    parsing: .singleValue, help: "uid of a finding in --store: the flows it cites, wherever else they fit; repeatable.")
  var finding: [String] = []

  @Option(help: "The store that knows the findings.", completion: .file())
  var store: String?

  @Option(name: [.customShort("w"), .customLong("write")], help: "The capture to write; it must not exist.")
  var output: String

  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup var keys: KeyOptions
  @OptionGroup var hashKey: HashKeyOptions

  @Flag(name: .customLong("with-keys"), help: "Put the secrets that open the selected flows into the capture.")
  var withKeys = false

  @Flag(help: "Write what was inside TLS instead of the encrypted packets.")
  var decrypt = false

  @Flag(name: [.short, .long], help: "No notes.")
  var quiet = false

  func validate() throws {
    if captures.contains("-") { throw ValidationError("Captures are read twice: give files instead of '-'.") }
    if captures.isEmpty, finding.isEmpty { throw ValidationError("Give captures, or --store DB and --finding UID.") }
    if finding.isEmpty != (store == nil) { throw ValidationError("--finding and --store belong together.") }
    if withKeys, decrypt { throw ValidationError("Give --with-keys or --decrypt: decrypted packets need no keys.") }
  }

  func run() throws {
    let cited = try CitedFindings(finding, store: store)
    let captures = captures.isEmpty ? cited.captures : captures
    let inputs = CaptureInputs(captures)
    for problem in inputs.problems { Terminal.complain("\(problem)") }
    guard !inputs.names.isEmpty else {
      Terminal.complain("no captures in \(captures.joined(separator: " ")): nothing there begins like pcap or pcapng")
      throw ExitStatus.unreadableInput
    }
    let secrets = try keys.secrets(isGrowing: false, isQuiet: quiet).secrets
    var flows = selection.flows
    flows.flows.formUnion(cited.flows)
    try report(try extract(inputs.names, flows, secrets))
  }

  private func extract(
    _ names: [String], _ flows: FlowSelection, _ secrets: SecretStore
  ) throws -> CaptureExtraction.Outcome {
    let extraction = CaptureExtraction(hasher: try hashKey.hasher(), secrets: secrets)
    let form: CaptureExtraction.Form = decrypt ? .plaintext : withKeys ? .framesWithSecrets : .frames
    do throws(CaptureFileError) {
      return try extraction.run(names, flows, as: form, to: output)
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
  }

  private func report(_ outcome: CaptureExtraction.Outcome) throws {
    outcome.captures.compactMap(CaptureWords.complaint).forEach(Terminal.complain)
    guard outcome.captures.contains(where: { !CaptureWords.isUnread($0) }) else { throw ExitStatus.unreadableInput }
    guard let written = outcome.written else {
      Terminal.complain("no flow fits the selection; `egret analyze --format ndjson` prints flow_id and session_uid")
      throw ExitStatus.usage
    }
    guard !quiet else { return }
    var words = "\(output): \(Quantity.plural(written.frames, "frame")) of \(Quantity.plural(outcome.flows, "flow"))"
    if withKeys { words += ", \(Quantity.plural(outcome.secrets, "secret"))" }
    Terminal.note(words)
    if outcome.unreadFlows > 0, withKeys || decrypt {
      Terminal.complain("\(Quantity.plural(outcome.unreadFlows, "encrypted flow")) could not be read to the end")
    }
  }
}
