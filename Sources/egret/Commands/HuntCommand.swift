import ArgumentParser
import EvidenceStore
import Glibc
import OfflineAnalysis
import Presentation
import TrafficModel

/// `egret hunt`: looks back over a store for what only shows over time.
struct HuntCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hunt", abstract: "Look back over stored traffic for beacons.",
    discussion: "What is found is printed and kept in the store, under the name it had before if it was found before.")

  @OptionGroup var options: StoreOptions
  @OptionGroup var records: RecordOptions

  @OptionGroup var detection: DetectionOptions

  @Flag(name: .customLong("no-color"), help: "No colour.")
  var noColour = false

  func run() throws {
    let catalog = CaptureCatalog()
    var contacts = StoredContacts(catalog: catalog)
    let (questions, window) = (try options.questions(), try options.window())
    let configured = try detection.read()
    let found = try options.ask { () throws(StoreError) in
      try contacts.hunt(questions, in: window, configured.setup)
    }
    // Belongs to the writer's thread until `finish` has returned.
    var limits = AnalysisDigest.Limits()
    limits.findings = options.rowLimit ?? 1_000_000
    nonisolated(unsafe) let digest = AnalysisDigest(limits: limits)
    try keep(found, catalog, [digest] + configured.alertSinks())
    if options.format == .table {
      Terminal.note("looked at \(Quantity.plural(UInt64(contacts.count), "contact"))")
      let page = DigestPage(
        digest, width: Terminal.width, rowLimit: options.rowLimit ?? .max,
        style: Terminal.style(isColourWanted: !noColour))
      let lines = page.findings.drop { $0.isEmpty }
      print(lines.isEmpty ? "nothing found" : lines.joined(separator: "\n"))
    }
    try detection.judge(digest.worstSeverity)
  }

  private func keep(_ found: [Finding], _ catalog: CaptureCatalog, _ others: [any RecordSink]) throws {
    let hasher = try records.hasher()
    do throws(StoreError) {
      nonisolated(unsafe) var sinks = others
      sinks.append(
        DatabaseSink(
          try EvidenceDatabase(path: options.store, access: .write), sensor: records.sensor, redaction: records.redact,
          hasher: hasher))
      if options.format == .ndjson {
        sinks.append(NDJSONWriter(descriptor: STDOUT_FILENO, name: "standard output"))
      }
      let writer = EventWriter(
        encoder: RecordEncoder(sensor: records.sensor, captures: catalog, redaction: records.redact, hasher: hasher),
        sinks: sinks)
      writer.write(found.map { .finding($0) })
      try writer.finish()
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
  }
}
