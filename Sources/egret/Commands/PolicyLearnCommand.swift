import ArgumentParser
import CaptureFiles
import Configuration
import EvidenceStore
import OfflineAnalysis
import TrafficModel

/// `egret policy learn`: a policy of what captures show.
struct PolicyLearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn", abstract: "Write a policy that allows what captures show, and nothing else.",
    discussion: "What was seen is not what is right: read the policy before you use it.")

  @Argument(help: "Captures or directories of captures.", completion: .file())
  var captures: [String]

  @Option(help: "The account that the servers run as; no capture shows it, and firewall rules need it.")
  var user: String?

  @OptionGroup var keys: KeyOptions
  @OptionGroup var records: RecordOptions

  func run() throws {
    let inputs = CaptureInputs(captures)
    for problem in inputs.problems { Terminal.complain("\(problem)") }
    let hasher = try records.hasher()
    let catalog = CaptureCatalog()
    // Belongs to the writer's thread until `finish` has returned.
    nonisolated(unsafe) let sink = LearningSink()
    nonisolated(unsafe) let sinks: [any RecordSink] = [sink]
    let writer = EventWriter(
      encoder: RecordEncoder(sensor: records.sensor, captures: catalog, redaction: records.redact, hasher: hasher),
      sinks: sinks)
    let (secrets, keyLogs) = try keys.secrets(isGrowing: false, isQuiet: true)
    let outcome = OfflineAnalysis(hasher: hasher, secrets: secrets, keyLogs: keyLogs)
      .run(inputs.names, catalog: catalog, into: writer) { _ in true }
    do throws(StoreError) { try writer.finish() } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
    guard outcome.captures.contains(where: { !CaptureWords.isUnread($0) }) else { throw ExitStatus.unreadableInput }
    print("# Learned from \(outcome.captures.count) captures by egret policy learn. Read it before you use it.")
    print(PolicyText.yaml(sink.learner.policy(user: user)), terminator: "")
    if sink.learner.leftOut > 0 {
      Terminal.complain("\(sink.learner.leftOut) servers or flows beyond the limits were left out")
    }
  }
}

/// Shows every fact to a learner.
private final class LearningSink: RecordSink {
  private(set) var learner = PolicyLearner()

  func receive(_ batch: borrowing RecordBatch) throws(StoreError) {
    for event in batch.events { learner.observe(event) }
  }

  func commit(_ checkpoint: Checkpoint?) throws(StoreError) {}
  func finish() throws(StoreError) {}
}
