import ArgumentParser
import SignatureLoading
import SignatureMatching
import YaraMatching

/// `egret signatures check`: what is wrong with them, without running their examples.
struct SignaturesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say which signatures and YARA rules are refused and why, and what others lack.",
    discussion: "Ends with 2 when one is refused.")

  @Argument(help: "Folders or files; the signatures that come with Egret when none is named.")
  var paths: [String] = []

  func run() throws {
    let paths = try SignatureOptions.named(paths)
    let folder = SignatureFolder(paths.filter { !YaraFolder.names($0) })
    let set = SignatureSet(folder.documents)
    let problems = folder.problems + set.problems
    for problem in problems { print("refused: \(problem)") }
    for signature in set.used {
      for remark in SignatureLint.remarks(signature) { print("remark: \(signature.file): \(remark)") }
    }
    let yara = YaraFolder(paths.filter { YaraFolder.names($0) || !$0.hasSuffix(".yml") && !$0.hasSuffix(".yaml") })
    report(yara)
    print("\(folder.files) files, \(set.used.count) signatures, \(problems.count) refused")
    let isBroken = !problems.isEmpty || !yara.problems.isEmpty
    if isBroken || folder.files + yara.files == 0 { throw ExitStatus.usage }
  }

  private func report(_ yara: YaraFolder) {
    for problem in yara.problems { print("refused: \(problem)") }
    for rules in yara.rules {
      for remark in rules.remarks { print("remark: \(rules.name): \(remark)") }
    }
    guard yara.files > 0 else { return }
    print("\(yara.files) YARA files, \(yara.count) rules, \(yara.files - yara.rules.count) files refused")
  }
}
