import ArgumentParser
import SignatureLoading
import SignatureMatching

/// `egret signatures test`: runs the examples that signatures carry, and counts matches in events known to be harmless.
struct SignaturesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the examples inside signatures; with --benign, count false alarms.",
    discussion: "Ends with 1 when an example fails, with 2 when a signature is refused.")

  @Argument(help: "Folders or files; the signatures that come with Egret when none is named.")
  var paths: [String] = []

  @Option(help: "Records of harmless traffic (NDJSON, as egret analyze writes them).", completion: .file())
  var benign: String?

  func run() throws {
    let folder = SignatureFolder(try SignatureOptions.named(paths))
    let set = SignatureSet(folder.documents)
    for problem in folder.problems + set.problems { print("refused: \(problem)") }
    let failures = ExampleRun(set).failures()
    for failure in failures {
      let wanted = failure.example.matches ? "should match and does not" : "should not match and does"
      print("failed: \(failure.signature.file): line \(failure.example.line): \(failure.signature.title) \(wanted)")
    }
    let examples = set.used.reduce(0) { $0 + $1.examples.count }
    print("\(set.used.count) signatures, \(examples) examples, \(failures.count) failed")
    if let benign { try countFalseAlarms(set, benign) }
    if !failures.isEmpty { throw ExitStatus.findings }
    if !(folder.problems + set.problems).isEmpty { throw ExitStatus.usage }
  }

  private func countFalseAlarms(_ set: SignatureSet, _ file: String) throws {
    guard let records = RecordFile(file) else {
      Terminal.complain("cannot read \(file)")
      throw ExitStatus.unreadableInput
    }
    guard !records.subjects.isEmpty else {
      Terminal.complain("no records of egret analyze in \(file); it writes them with --format ndjson")
      throw ExitStatus.unreadableInput
    }
    let matcher = SignatureMatcher(set)
    var matches: [Int: Int] = [:]
    for subject in records.subjects {
      for index in matcher.direct(subject) { matches[index, default: 0] += 1 }
    }
    for (index, count) in matches.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      print("\(count)\t\(set.signatures[index].title)")
    }
    print("\(records.subjects.count) harmless events, \(matches.values.reduce(0, +)) matches")
  }
}
