import ArgumentParser
import Detection
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

  /// The shipped folder, then the user's.
  var paths: [String] { (leavesOutShipped ? [] : [ShippedSignatures.folder()].compactMap(\.self)) + folders }

  /// Broken signatures are told of, the others used.
  func load(isQuiet: Bool) -> SignatureSet? {
    guard SignatureSet.isSupported else {
      Terminal.complain("this processor lacks SSSE3, which matching signatures needs: none is used")
      return nil
    }
    if !leavesOutShipped, ShippedSignatures.folder() == nil, !isQuiet {
      Terminal.complain("the signatures that come with Egret were not found; name their folder with EGRET_SIGNATURES")
    }
    let folder = SignatureFolder(paths)
    let patterns = CompiledPatternFile.standardPath.map { CompiledPatternFile($0) }
    let set = SignatureSet(folder.documents, store: patterns)
    patterns.map(ExcerptReader.prepare)
    patterns?.save()
    for problem in folder.problems + set.problems { Terminal.complain("signature not used: \(problem)") }
    return set
  }
}
