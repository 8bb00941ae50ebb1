import CaptureFiles
import Detection
import EvidenceStore
import Glibc
import MCPDissection
import OfflineAnalysis
import Presentation
import TLSDecryption
import TrafficModel

/// Follows one ring until it is asked to stop: what `analyze --follow` and `live` have in common.
struct FollowingRun {
  var folder: String
  var printsRecords: Bool
  var output: String?
  var store: String?
  var hasher: SecretHasher
  var secrets: SecretStore
  /// Where more secrets may come from.
  var keyLogs: KeyLogFiles
  var rules: RuleSets
  /// Reads the rules again, given who hears what changed.
  var reloadRules: (@escaping (String) -> Void) -> RuleSets? = { _ in nil }
  var records: RecordOptions
  var rows: Int
  var isQuiet: Bool
  var isColourWanted: Bool
  /// Where captures that findings cite are kept; nil keeps none.
  var evidence: (folder: String, maximumBytes: Int64)?
  var detection = DetectionSetup()
  /// Audit logs of this host, followed as well.
  var auditLogs: [String] = []
  var verifier: (any TokenVerifying)?
  /// Makes what tells findings elsewhere, given who hears of trouble.
  var alertSinks: (@escaping @Sendable (String) -> Void) throws -> [any RecordSink] = { _ in [] }
  /// False begins with the oldest file of the ring, whatever the store knows.
  var resumes: Bool

  /// - Returns: the worst severity found.
  /// - Parameter shallStop: asked about once a second at least; true ends in order.
  func run(shallStop: @escaping () -> Bool = { false }) throws -> Severity? {
    let source = realpath(folder, nil).map { path in
      defer { free(path) }
      return String(cString: path)
    }
    guard let source else {
      Terminal.complain("cannot follow \(folder): \(String(cString: strerror(errno))); check the path")
      throw ExitStatus.unreadableInput
    }
    _ = ProcessSignals.shared
    let page = LivePage(printsFacts: !printsRecords && output != "-", isQuiet: isQuiet)
    let catalog = CaptureCatalog()
    let (database, checkpoint) = try openStore(source)
    // Both belong to the writer's thread until `finish` has returned.
    nonisolated(unsafe) let digest = AnalysisDigest()
    nonisolated(unsafe) let sinks =
      try sinks(digest, page, database, checkpoint) + evidenceSinks(page, catalog)
      + alertSinks { page.note($0) }
    let writer = EventWriter(
      encoder: RecordEncoder(sensor: records.sensor, captures: catalog, redaction: records.redact, hasher: hasher),
      sinks: sinks)
    let desk = FollowingDesk(folder: folder, page: page, isQuiet: isQuiet)
    desk.shallStop = shallStop
    let analysis = RingAnalysis(
      folder: folder, source: source, hasher: hasher, secrets: secrets, detection: detection, rules: rules,
      verifier: verifier, auditLogs: auditLogs, catalog: catalog, writer: writer, observer: desk)
    analysis.recollections = StoredMemory.recollections(of: store) { page.note($0) }
    analysis.reloadRules = { [reloadRules] in reloadRules { page.note($0) } }
    analysis.refreshSecrets = { secrets in
      for remark in keyLogs.refresh(into: secrets) where !isQuiet { page.note(remark) }
    }
    if database == nil, !isQuiet { page.note("no --store: a run after this one begins with the oldest file again") }
    _ = analysis.run(from: checkpoint)
    page.end()
    try finish(writer)
    summarize(digest)
    return digest.worstSeverity
  }

  private func openStore(_ source: String) throws -> (EvidenceDatabase?, Checkpoint?) {
    guard let store else { return (nil, nil) }
    do throws(StoreError) {
      let database = try EvidenceDatabase(path: store, access: .write)
      return (database, resumes ? try database.checkpoint(of: source) : nil)
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
  }

  private func sinks(
    _ digest: AnalysisDigest, _ page: LivePage, _ database: EvidenceDatabase?, _ checkpoint: Checkpoint?
  ) throws -> [any RecordSink] {
    do throws(StoreError) {
      var sinks: [any RecordSink] = [digest, LivePageSink(page)]
      var file: NDJSONWriter?
      if let output, output != "-" {
        // Records of earlier runs are kept; what lies behind the checkpoint comes again.
        file = try NDJSONWriter(continuing: output, keptBytes: checkpoint?.outputBytes ?? .max)
      } else if printsRecords || output == "-" {
        sinks.append(NDJSONWriter(descriptor: STDOUT_FILENO, name: "standard output"))
      }
      if let file { sinks.append(file) }
      if let database {
        sinks.append(
          DatabaseSink(
            database, sensor: records.sensor, redaction: records.redact, hasher: hasher, commitsOnRequestOnly: true,
            beside: file))
      }
      return sinks
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
  }

  private func evidenceSinks(_ page: LivePage, _ catalog: CaptureCatalog) throws -> [any RecordSink] {
    guard let evidence else { return [] }
    do throws(CaptureFileError) {
      let kept = try EvidenceFolder(creating: evidence.folder, maximumBytes: evidence.maximumBytes)
      return [EvidenceSink(kept, ring: folder, catalog: catalog) { page.note($0) }]
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

  private func summarize(_ digest: AnalysisDigest) {
    guard !printsRecords, output != "-", !isQuiet else { return }
    let page = DigestPage(
      digest, width: Terminal.width, rowLimit: max(1, rows), style: Terminal.style(isColourWanted: isColourWanted))
    let ring = TerminalText(UntrustedText(folder))
    for line in page.lines(captures: ["\(ring): the ring, as long as it was followed"]).dropFirst() { print(line) }
  }
}
