import ArgumentParser
import SignatureLoading
import SignatureMatching
import TrafficModel

/// `egret signatures list`: one line a signature.
struct SignaturesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List signatures and what they look at.")

  @OptionGroup var signatures: SignatureOptions

  func run() throws {
    let set = SignatureSet(SignatureFolder(signatures.paths).documents)
    for signature in set.signatures {
      let source = signature.logSource?.category ?? signature.logSource?.product ?? "correlation"
      print("\(signature.level.rawValue)\t\(signature.detectorID.rawValue)\t\(source)\t\(signature.title)")
    }
  }
}
