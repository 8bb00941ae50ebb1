import ArgumentParser
import EvidenceStore
import Foundation
import Glibc
import Presentation
import Reporting
import TrafficModel

/// `egret report`: what happened in a stretch of time, as a document.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a report of what a store, or captures, tell of a stretch of time.",
    discussion: """
      Tells what was found, what changed against the time before, and what could not be seen. The same store and range give \
      the same bytes. Ages such as 24h count from the newest thing in the store unless --now is given, so that a report of an old
      store is the same whenever it is made.
      """)

  @Option(help: "The database that `egret analyze --store` wrote.", completion: .file())
  var store: String?

  @Option(
    parsing: .upToNextOption, help: "Report straight from captures, or folders of them, instead of a store.",
    completion: .file())
  var capture: [String] = []

  @Option(help: "From then on: a time (2026-11-22T18:26:17Z, 2026-11-22) or an age (24h, 7d).")
  var since: String?

  @Option(help: "The same as --since.")
  var from: String?

  @Option(help: "Until then; the newest thing in the store if not given.")
  var to: String?

  @Option(help: "Compare with the time since then; the range of equal length before it if not given.")
  var previous: String?

  @Flag(help: "Ages count from this moment.")
  var now = false

  @Option(help: "html, md, json, sarif or stix.")
  var format = ReportFormat.html

  @Option(name: [.short, .long], help: "The file to write; standard output if not given, or -.", completion: .file())
  var output: String?

  @OptionGroup var keys: KeyOptions
  @OptionGroup var detection: DetectionOptions
  @OptionGroup var signatures: SignatureOptions
  @OptionGroup var hashKey: HashKeyOptions

  @Option(
    name: .customLong("audit-log"), parsing: .singleValue,
    help: "With --capture: audit log of a machine in the captures.",
    completion: .file())
  var auditLogs: [String] = []

  @Flag(name: [.short, .long], help: "No notes.")
  var quiet = false

  func validate() throws {
    if store == nil, capture.isEmpty { throw ValidationError("Give --store DB, or --capture FILE.") }
    if store != nil, !capture.isEmpty { throw ValidationError("Give --store or --capture, not both.") }
    if since != nil, from != nil { throw ValidationError("Give --since or --from: they mean the same.") }
  }

  func run() throws {
    let report =
      try store.map { try gather($0) }
      ?? TemporaryStore.with { path in
        try analyze(into: path)
        return try gather(path)
      }
    let text = format.render(report, version: Egret.version)
    if let output, output != "-" {
      try ReportFile.write(text, to: output)
      if !quiet { Terminal.note("\(output): \(Quantity.bytes(text.utf8.count)), \(report.openCount) findings") }
    } else {
      print(text, terminator: "")
    }
    try detection.judge(report.worst)
  }

  private func gather(_ path: String) throws -> Report {
    do {
      let questions = StoreQuestions(try EvidenceDatabase(path: path, access: .read))
      let whole = try questions.summary()
      let range = try range(whole)
      let before = try previous.map { try time($0, whole) }
      return try Report.gather(
        from: questions, range: range,
        previous: before.map { Report.Range(start: min($0, range.start), end: range.start) },
        packets: capture.isEmpty ? .store : .captures(capture))
    } catch let error as StoreError {
      Terminal.complain("\(error)")
      throw ExitStatus.unreadableInput
    }
  }

  private func range(_ whole: StoreSummary) throws -> Report.Range {
    let end = try to.map { try time($0, whole) } ?? (whole.last ?? .zero).advanced(byNanoseconds: 1)
    let start = try (since ?? from).map { try time($0, whole) } ?? whole.first ?? end
    guard start < end || whole.last == nil else {
      Terminal.complain("the time to report on ends before it begins: look at --since and --to")
      throw ExitStatus.usage
    }
    return Report.Range(start: start, end: end)
  }

  private func time(_ text: String, _ whole: StoreSummary) throws -> Timestamp {
    let newest = Double((whole.last ?? .zero).nanoseconds) / 1e9
    guard let time = TimeArgument.parse(text, now: now ? Date().timeIntervalSince1970 : newest) else {
      Terminal.complain("'\(text)' is no time: write 2026-11-22T18:26:17Z, 2026-11-22, or an age such as 24h")
      throw ExitStatus.usage
    }
    return time
  }

  /// As `egret analyze --store` does it.
  private func analyze(into path: String) throws {
    var words = capture + ["--store", path, "--format", "ndjson", "--output", "/dev/null"] + keys.words
    words += detection.config.map { ["--config", $0] } ?? []
    if detection.judgesNothing { words.append("--no-detectors") }
    words += signatures.words + hashKey.words
    words += auditLogs.flatMap { ["--audit-log", $0] }
    if quiet { words.append("--quiet") }
    try AnalyzeCommand.parse(words).run()
  }
}

extension ReportFormat: ExpressibleByArgument {}
