import ArgumentParser
import Configuration
import EvidenceStore
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
    let sink = LearningSink()
    let count = try CaptureReading(keys: keys, records: records).read(captures, into: sink)
    print("# Learned from \(count) captures by egret policy learn. Read it before you use it.")
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
