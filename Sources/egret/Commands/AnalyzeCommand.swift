import ArgumentParser
import CaptureFiles
import EvidenceStore
import Glibc
import LiveCapture
import MCPDissection
import OfflineAnalysis
import Presentation
import TLSDecryption
import TrafficModel

/// `egret analyze`: capture files in; a page for people, or records, out.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze", abstract: "Turn captures into MCP sessions and tool calls.",
    discussion: """
      Reads pcap and pcapng, plain or compressed with gzip or zstd; several captures are read as one timeline. Without
      further options a page for people is printed. Records (one JSON object a line) are printed with --format ndjson,
      written to a file with -o, and kept in a database with --store.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case table, ndjson }

  @Argument(help: "Captures, directories of captures, or - for standard input.", completion: .file())
  var captures: [String]

  @Option(help: "What to print: table (for people) or ndjson (records).")
  var format = Format.table

  @Option(name: [.short, .long], help: "Write records to this file instead of printing them.", completion: .file())
  var output: String?

  @Option(help: "Keep records in this SQLite database as well.", completion: .file())
  var store: String?

  @OptionGroup var keys: KeyOptions

  @Flag(help: "Read one directory as a ring that is still written to, until interrupted.")
  var follow = false

  @Flag(name: .customLong("no-resume"), help: "Follow from the oldest file on, whatever an earlier run has read.")
  var noResume = false

  @Option(help: "With --follow, keep captures that findings cite in this directory.", completion: .directory)
  var evidence: String?

  @Option(name: .customLong("evidence-limit"), help: "Keep so many bytes of such captures.")
  var evidenceLimit = "2GB"

  @Flag(name: .customLong("with-parent"), help: .hidden)
  var endsWithParent = false

  @Option(name: .customLong("as-user"), help: .hidden)
  var user: String?

  @OptionGroup var detection: DetectionOptions

  @OptionGroup var signatures: SignatureOptions

  @OptionGroup var auditLogs: AuditLogOptions

  @OptionGroup var records: RecordOptions

  @Option(help: "Rows of each table.")
  var rows = 30

  @Flag(name: [.short, .long], help: "No progress, no notes.")
  var quiet = false

  @Flag(name: .customLong("no-color"), help: "No colour.")
  var noColour = false

  func run() throws {
    if follow, endsWithParent { try giveUpPrivileges() }
    let hasher = try records.hasher()
    if follow { return try followRing(hasher) }
    let inputs = CaptureInputs(captures)
    for problem in inputs.problems { Terminal.complain("\(problem)") }
    guard !inputs.names.isEmpty else {
      Terminal.complain("no captures in \(captures.joined(separator: " ")): nothing there begins like pcap or pcapng")
      throw ExitStatus.unreadableInput
    }
    let configured = try detection.read()
    let verifier = try configured.verifier()
    let catalog = CaptureCatalog()
    // Both belong to the writer's thread until `finish` has returned.
    nonisolated(unsafe) let digest = AnalysisDigest(limits: format == .table && output != "-" ? .init() : .verdict)
    nonisolated(unsafe) let sinks = try sinks(digest, hasher) + configured.alertSinks()
    let writer = EventWriter(
      encoder: RecordEncoder(sensor: records.sensor, captures: catalog, redaction: records.redact, hasher: hasher),
      sinks: sinks)
    // Who pipes a capture in may be writing its key log at the same time.
    let (secrets, keyLogs) = try keys.secrets(isGrowing: inputs.names.contains("-"), isQuiet: quiet)
    let progress = ProgressLine(isWanted: !quiet)
    var analysis = OfflineAnalysis(
      hasher: hasher, secrets: secrets, keyLogs: keyLogs, detection: configured.setup,
      rules: configured.rules(signatures).load(isQuiet: quiet), hostLogs: try auditLogs.read(isQuiet: quiet),
      verifier: verifier)
    analysis.recollections = StoredMemory.recollections(of: store)
    let outcome = analysis.run(inputs.names, catalog: catalog, into: writer) {
      progress.show($0)
      return true
    }
    progress.clear()
    if !quiet { outcome.keyLogRemarks.forEach(Terminal.complain) }
    try finish(writer)
    try note(outcome.captures)
    try report(outcome, digest)
  }

  /// A store knows which files it was made of.
  private func note(_ captures: [CaptureStatus]) throws {
    guard let store else { return }
    do throws(StoreError) {
      try EvidenceDatabase(path: store, access: .write).note(CaptureDigests.rows(captures))
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
  }

  private func followRing(_ hasher: SecretHasher) throws {
    guard captures.count == 1, let folder = captures.first else {
      Terminal.complain("--follow takes one directory, the ring; follow several with one process each")
      throw ExitStatus.usage
    }
    let (secrets, keyLogs) = try keys.secrets(isGrowing: true, isQuiet: quiet)
    let configured = try detection.read()
    let rules = RuleReloading(configured.rules(signatures), isQuiet: quiet)
    var run = FollowingRun(
      folder: folder, printsRecords: format == .ndjson, output: output, store: store, hasher: hasher,
      secrets: secrets, keyLogs: keyLogs, rules: rules.current, records: records, rows: rows,
      isQuiet: quiet, isColourWanted: !noColour,
      resumes: !noResume)
    run.reloadRules = rules.reload
    run.detection = configured.setup
    try auditLogs.check()
    run.auditLogs = auditLogs.paths
    run.verifier = try configured.verifier()
    run.alertSinks = configured.alertSinks
    if let evidence {
      run.evidence = (evidence, try RingOptions.bytes("--evidence-limit", evidenceLimit))
    }
    let worst = try run.run()
    try detection.judge(worst)
  }

  /// Analysis needs none, whoever started it.
  private func giveUpPrivileges() throws {
    do throws(CaptureFailure) {
      try Privileges.drop(to: try user.map { name throws(CaptureFailure) in try Privileges.User(named: name) })
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
    Privileges.endWithParent()
  }

  private func sinks(_ digest: AnalysisDigest, _ hasher: SecretHasher) throws -> [any RecordSink] {
    do throws(StoreError) {
      var sinks: [any RecordSink] = [digest]
      if let output, output != "-" {
        sinks.append(try NDJSONWriter(path: output))
      } else if format == .ndjson || output == "-" {
        sinks.append(NDJSONWriter(descriptor: STDOUT_FILENO, name: "standard output"))
      }
      if let store {
        let database = try EvidenceDatabase(path: store, access: .write)
        sinks.append(
          DatabaseSink(database, sensor: records.sensor, redaction: records.redact, hasher: hasher))
      }
      return sinks
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
  }

  private func finish(_ writer: EventWriter) throws {
    do throws(StoreError) {
      try writer.finish()
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
  }

  private func report(_ outcome: OfflineAnalysis.Outcome, _ digest: AnalysisDigest) throws {
    if format == .table, output != "-" {
      let page = DigestPage(
        digest, width: Terminal.width, rowLimit: max(1, rows), style: Terminal.style(isColourWanted: !noColour))
      for line in page.lines(captures: outcome.captures.map(CaptureWords.line)).dropFirst() { print(line) }
    }
    let complaints = outcome.captures.compactMap(CaptureWords.complaint)
    if format == .ndjson, !quiet { complaints.forEach(Terminal.complain) }
    guard outcome.captures.contains(where: { !CaptureWords.isUnread($0) }) else {
      if format == .table { complaints.forEach(Terminal.complain) }
      throw ExitStatus.unreadableInput
    }
    try detection.judge(digest.worstSeverity)
  }
}
