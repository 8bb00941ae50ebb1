import ArgumentParser
import Configuration
import Detection
import Glibc
import OfflineAnalysis
import SignatureLoading
import SignatureMatching

/// Which signatures are used.
struct SignatureOptions: ParsableArguments {
  @Option(
    name: .customLong("signatures"), parsing: .singleValue,
    help: "Folder or file of further signatures (Sigma rules); repeatable.", completion: .directory)
  var folders: [String] = []

  @Flag(name: .customLong("no-shipped-signatures"), help: "Leave out the signatures that come with Egret.")
  var leavesOutShipped = false

  @Option(
    parsing: .singleValue,
    help: "File or folder of YARA rules, held against definitions, arguments, results and other texts; repeatable.",
    completion: .directory)
  var yara: [String] = []

  /// Who names rules wants them: a run without them would find less and not say so.
  func validate() throws { try Self.requireThere(folders + yara) }

  static func requireThere(_ paths: [String]) throws {
    for path in paths where access(path, F_OK) != 0 {
      throw ValidationError("no such file or folder of rules: \(path)")
    }
  }

  /// The shipped folder, then the user's.
  var paths: [String] { (leavesOutShipped ? [] : [ShippedSignatures.folder()].compactMap(\.self)) + folders }

  /// What a command was told to look at, or else the shipped folder.
  static func named(_ paths: [String]) throws -> [String] {
    if !paths.isEmpty { return paths }
    if let shipped = ShippedSignatures.folder() { return [shipped] }
    Terminal.complain(missing)
    throw ExitStatus.usage
  }

  private static let missing =
    "the signatures that come with Egret were not found; name their folder with EGRET_SIGNATURES"

  /// The same options for another command.
  var words: [String] {
    folders.flatMap { ["--signatures", $0] } + (leavesOutShipped ? ["--no-shipped-signatures"] : [])
      + yara.flatMap { ["--yara", $0] }
  }

  func adding(_ settings: RuleSettings) -> SignatureOptions {
    var all = self
    all.folders += settings.signatures
    all.yara += settings.yara
    if !settings.usesShippedSignatures { all.leavesOutShipped = true }
    return all
  }

  /// Broken rules are told of, the others used.
  func load(isQuiet: Bool, complain: (String) -> Void = Terminal.complain) -> RuleSets {
    RuleSets(signatures: signatures(isQuiet: isQuiet, complain: complain), yara: yaraRules(complain: complain).rules)
  }

  private func yaraRules(complain: (String) -> Void) -> YaraFolder {
    let folder = YaraFolder(yara)
    for problem in folder.problems { complain("YARA rules not used: \(problem)") }
    if !yara.isEmpty, folder.files == 0 { complain("no YARA rules (.yar, .yara) in \(yara.joined(separator: " "))") }
    return folder
  }

  private func signatures(isQuiet: Bool, complain: (String) -> Void) -> SignatureSet? {
    guard SignatureSet.isSupported else {
      complain("this processor lacks SSSE3, which matching signatures needs: none is used")
      return nil
    }
    if !leavesOutShipped, ShippedSignatures.folder() == nil, !isQuiet {
      complain(Self.missing)
    }
    let folder = SignatureFolder(paths)
    let patterns = CompiledPatternFile.standardPath.map { CompiledPatternFile($0) }
    let set = SignatureSet(folder.documents, store: patterns)
    patterns?.save()
    patterns.map(ExcerptReader.keepCompiled)
    for problem in folder.problems + set.problems { complain("signature not used: \(problem)") }
    return set
  }
}
