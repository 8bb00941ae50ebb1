import ArgumentParser
import CaptureFiles
import Configuration
import EvidenceStore
import Foundation
import OfflineAnalysis
import Policy
import Presentation
import TrafficModel

extension PolicyComparison.Kind: ExpressibleByArgument {}

/// `egret policy check`: what changed between two periods, and what the policy forbids.
struct PolicyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Compare two periods: what is new, what is gone, what the policy forbids.",
    discussion: """
      What is looked at: captures, or a window of a store. What it is compared with: --baseline captures, --baseline-since and
      --baseline-until of the store, a policy (--config), or both. Compared are which MCP servers were used by whom, and what
      the machines of MCP servers reached.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case table, ndjson }

  @Argument(help: "Captures or directories of captures to look at; none with --store.", completion: .file())
  var captures: [String] = []

  @Option(parsing: .upToNextOption, help: "Captures of the earlier period.", completion: .file())
  var baseline: [String] = []

  @Option(help: "The database that `egret analyze --store` wrote.", completion: .file())
  var store: String?

  @Option(help: "The period to look at: from a time (2026-11-22T18:26:17Z, 2026-11-22) or an age (24h, 7d).")
  var since: String?

  @Option(help: "Its end; written like --since.")
  var until: String?

  @Option(name: .customLong("baseline-since"), help: "The earlier period: its beginning.")
  var baselineSince: String?

  @Option(name: .customLong("baseline-until"), help: "The earlier period: its end; without it, --since.")
  var baselineUntil: String?

  @Option(help: "The configuration with the policy.", completion: .file())
  var config: String?

  @Option(
    name: .customLong("fail-on"), parsing: .upToNextOption,
    help: "End with status 1 when there is any of these: new, gone, forbidden.")
  var failOn: [PolicyComparison.Kind] = []

  @Option(help: "What to print: table (for people) or ndjson (a line for each difference).")
  var format = Format.table

  @OptionGroup var keys: KeyOptions
  @OptionGroup var records: RecordOptions

  func run() throws {
    let policy = try config.map { try ConfigurationFile.read($0).policy } ?? EgressPolicy()
    let (before, now) = store == nil ? try ofCaptures() : try ofStore()
    guard before != nil || !policy.isEmpty else {
      Terminal.complain(
        "nothing to compare with: give --baseline captures, --store with --since, or --config with servers or clients")
      throw ExitStatus.usage
    }
    let differences = PolicyComparison.differences(before: before, now: now, policy: policy)
    try print(differences)
    let leftOut = now.leftOut + (before?.leftOut ?? 0)
    if leftOut > 0 { Terminal.complain("\(leftOut) servers or flows beyond the limits were left out") }
    if differences.contains(where: { failOn.contains($0.kind) }) { throw ExitStatus.findings }
  }

  private func ofCaptures() throws -> (ObservedTraffic?, ObservedTraffic) {
    guard !captures.isEmpty, since == nil, until == nil, baselineSince == nil, baselineUntil == nil else {
      Terminal.complain("give captures to look at, or --store with --since; windows of time are for stores")
      throw ExitStatus.usage
    }
    return (baseline.isEmpty ? nil : try observe(baseline), try observe(captures))
  }

  private func observe(_ names: [String]) throws -> ObservedTraffic {
    let sink = ObservingSink()
    try CaptureReading(keys: keys, records: records).read(names, into: sink)
    return sink.traffic
  }

  private func ofStore() throws -> (ObservedTraffic?, ObservedTraffic) {
    guard captures.isEmpty, baseline.isEmpty, let store else {
      Terminal.complain("give either captures or --store, not both")
      throw ExitStatus.usage
    }
    let window = TimeWindow(since: try time(since), until: try time(until))
    let hasEarlier = since != nil || baselineSince != nil || baselineUntil != nil
    let earlier = TimeWindow(since: try time(baselineSince), until: try time(baselineUntil) ?? window.since)
    do throws(StoreError) {
      let questions = StoreQuestions(try EvidenceDatabase(path: store, access: .read))
      let now = try ObservedTraffic(questions, in: window)
      return (hasEarlier ? try ObservedTraffic(questions, in: earlier) : nil, now)
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.unreadableInput
    }
  }

  private func time(_ text: String?) throws -> Timestamp? {
    guard let text else { return nil }
    guard let time = TimeArgument.parse(text, now: Date().timeIntervalSince1970) else {
      Terminal.complain("'\(text)' is no time: write 2026-11-22T18:26:17Z, 2026-11-22, or an age such as 24h")
      throw ExitStatus.usage
    }
    return time
  }

  private func print(_ differences: [PolicyComparison.Difference]) throws {
    switch format {
    case .ndjson:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      for difference in differences {
        Swift.print(String(decoding: try encoder.encode(DifferenceRecord(difference)), as: UTF8.self))
      }
    case .table:
      guard !differences.isEmpty else { return Terminal.note("nothing is new, gone or forbidden") }
      for line in DifferenceTable.table(differences).lines(width: Terminal.width) { Swift.print(line) }
    }
  }
}

/// Shows every fact to the one that compares.
private final class ObservingSink: RecordSink {
  private(set) var traffic = ObservedTraffic()

  func receive(_ batch: borrowing RecordBatch) throws(StoreError) {
    for event in batch.events { traffic.observe(event) }
  }

  func commit(_ checkpoint: Checkpoint?) throws(StoreError) {}
  func finish() throws(StoreError) {}
}
