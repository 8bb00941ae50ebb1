import ArgumentParser
import CaptureFiles
import Configuration
import EvidenceBundles
import EvidenceStore
import Foundation
import OfflineAnalysis
import Presentation
import Scheduling
import TrafficModel

/// `egret evidence seal`: the evidence of a time range as the next bundle of a chain.
struct EvidenceSealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "Seal the evidence of a time range into the next bundle of a chain.")

  @Option(help: "The store to take records from.", completion: .file())
  var store: String

  @Option(help: "Only from then on: a time (2026-11-22T18:26:17Z, 2026-11-22) or an age (24h, 7d).")
  var since: String?

  @Option(help: "Only before then; written like --since.")
  var until: String?

  @Option(
    name: [.customShort("o"), .long], help: "Folder of the chain; made when it is not there.", completion: .directory)
  var output: String

  @Option(help: "The key to seal with; see: egret evidence key.", completion: .file())
  var key: String

  @Option(
    name: .customLong("captures"), parsing: .singleValue,
    help: "Captures, or a folder of them, to carve from (default: those that findings name); repeatable.",
    completion: .file())
  var captures: [String] = []

  @Option(
    name: .customLong("report"), parsing: .singleValue,
    help: "A report to take in instead of one made of the range; repeatable.", completion: .file())
  var reports: [String] = []

  @Option(help: "The configuration that was used.", completion: .file())
  var config: String?

  @OptionGroup var signatures: SignatureOptions

  @Option(help: "Who answers for it (default: the account).")
  var by: String?

  @Option(help: "Where it was collected (default: the machine).")
  var place: String?

  @Option(name: .customLong("case"), help: "What it is about.")
  var subject: String?

  @Flag(name: .customLong("with-keys"), help: "Put the secrets that open the carved flows into the capture.")
  var withKeys = false

  @OptionGroup var keys: KeyOptions
  @OptionGroup var hashKey: HashKeyOptions

  func run() throws {
    do {
      try seal()
    } catch let error as BundleError {
      Terminal.complain("\(error)")
      throw [.badKey, .keyExposed, .notAChain, .exists].contains(error.code)
        ? ExitStatus.usage : error.code == .unreadable ? ExitStatus.unreadableInput : ExitStatus.captureOrPermission
    } catch let error as StoreError {
      Terminal.complain("\(error)")
      throw ExitStatus.unreadableInput
    } catch let error as CaptureFileError {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
  }

  private func seal() throws {
    let key = try SigningKey(reading: self.key)
    let questions = StoreQuestions(try EvidenceDatabase(path: store, access: .read))
    let window = TimeWindow(
      since: try TimeOption.read("--since", since), until: try TimeOption.read("--until", until))
    let chain = try EvidenceChain(output, key: key)
    let now: @Sendable () -> Timestamp = { Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9)) }
    let program = "egret \(Egret.version), SHA-256 \(HostFacts.executable?.description ?? "unknown")"
    let actor = CustodyLog.Actor(who: who, place: whereabouts, tool: program)
    let draft = try BundleDraft(in: chain, at: now(), custody: CustodyLog(actor, now: now))
    let findings = try draft.addRecords(questions, in: window, store: store)
    let carved = try draft.carve(findings, from: CaptureInputs(captures).names, try extraction(), as: form)
    tell(carved, findings)
    try addFiles(to: draft)
    let seal = try draft.seal(with: key, metadata(window, program, findings), at: now())
    Terminal.note("\(output)/\(seal.bundle): sealed with the key \(key.publicKey.fingerprint)")
    Terminal.note("head \(ChainHead(seal).reference), to be noted where nobody who can reach the chain can change it")
    print("\(output)/\(seal.bundle)")
  }

  private var who: String { by.map { "\($0), as \(HostFacts.user)" } ?? HostFacts.user }
  private var whereabouts: String { place.map { "\($0), on \(HostFacts.machine)" } ?? HostFacts.machine }
  private var form: CaptureExtraction.Form { withKeys ? .framesWithSecrets : .frames }

  private func extraction() throws -> CaptureExtraction {
    CaptureExtraction(
      hasher: try hashKey.hasher(), secrets: try keys.secrets(isGrowing: false, isQuiet: false).secrets)
  }

  private func addFiles(to draft: BundleDraft) throws {
    for report in reports { try draft.copy(report, named: "reports") }
    if reports.isEmpty { try addReports(to: draft) }
    if let config {
      let text = String(decoding: try FileCopy.bytes(config, limit: 4 << 20), as: UTF8.self)
      try draft.add(configuration: text, from: config)
    }
    let rules = try self.rules()
    for folder in rules.paths { try draft.copy(signaturesIn: folder) }
    for path in rules.yara { try draft.copy(yaraIn: path) }
  }

  private func rules() throws -> SignatureOptions {
    try config.map { signatures.adding(try ConfigurationFile.read($0).rules) } ?? signatures
  }

  /// The same range as a page and as JSON.
  private func addReports(to draft: BundleDraft) throws {
    for format in ["html", "json"] {
      guard let file = BundlePath("reports/report.\(format)") else { continue }
      let path = try draft.place(for: file)
      var words = ["report", "--quiet", "--store", store, "--format", format, "-o", path]
      if let time = try TimeOption.read("--since", since) { words += ["--from", BundleTime.rfc3339(time)] }
      if let time = try TimeOption.read("--until", until) { words += ["--to", BundleTime.rfc3339(time)] }
      if let config { words += ["--config", config] }
      if let failure = ChildProgram("/proc/self/exe", words, patience: .seconds(3_600)).run() {
        throw BundleError(.notWritable, path: path, cause: "egret report: \(failure)", advice: "nothing was sealed")
      }
      let (bytes, digest) = try FileCopy.digest(path)
      draft.custody.add(.derived, "data/\(file)", source: store, bytes: bytes, digest: digest)
    }
  }

  private func metadata(_ window: TimeWindow, _ program: String, _ findings: GatheredFindings) -> BagMetadata {
    var metadata = BagMetadata([
      ("Contact-Name", who), ("Source-Organization", whereabouts), ("Bag-Software-Agent", program),
      ("Egret-Window-From", window.since.map(BundleTime.rfc3339) ?? "the beginning"),
      ("Egret-Window-Until", window.until.map(BundleTime.rfc3339) ?? "the time of sealing"),
      ("Egret-Findings", "\(findings.count)"), ("Egret-Clock", HostFacts.clock),
    ])
    if let subject { metadata.add("External-Description", subject) }
    return metadata
  }

  private func tell(_ carved: BundleDraft.Carved, _ findings: GatheredFindings) {
    for path in carved.unavailable {
      Terminal.complain("\(TerminalText(UntrustedText(path)).text) is gone: packets of findings in it are not sealed")
    }
    for path in carved.changed {
      Terminal.complain("\(TerminalText(UntrustedText(path)).text) is not what its manifest noted when it was captured")
    }
    Terminal.note(
      "\(Quantity.plural(findings.count, "finding")), \(Quantity.plural(carved.frames, "frame")) of "
        + Quantity.plural(carved.flows, "flow"))
  }
}
