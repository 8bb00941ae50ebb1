import ArgumentParser
import SignatureLoading
import SignatureMatching

/// `egret signatures check`: what is wrong with them, without running their examples.
struct SignaturesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say which signatures are refused and why, and what others lack.",
    discussion: "Ends with 2 when a signature is refused.")

  @Argument(help: "Folders or files; the signatures that come with Egret when none is named.")
  var paths: [String] = []

  func run() throws {
    let folder = SignatureFolder(paths.isEmpty ? [ShippedSignatures.folder()].compactMap(\.self) : paths)
    let set = SignatureSet(folder.documents)
    let problems = folder.problems + set.problems
    for problem in problems { print("refused: \(problem)") }
    for signature in set.signatures {
      for remark in SignatureLint.remarks(signature) { print("remark: \(signature.file): \(remark)") }
    }
    print("\(folder.files) files, \(set.signatures.count) signatures, \(problems.count) refused")
    if !problems.isEmpty || folder.files == 0 { throw ExitStatus.usage }
  }
}
