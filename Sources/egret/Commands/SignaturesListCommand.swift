import ArgumentParser
import OfflineAnalysis
import SignatureMatching
import TrafficModel

/// `egret signatures list`: one line a signature.
struct SignaturesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List signatures and what they look at.",
    discussion: "Those that are refused are told on standard error.")

  @OptionGroup var signatures: SignatureOptions

  func run() throws {
    guard let set = signatures.load(isQuiet: false).signatures else { return }
    for signature in set.used {
      let source = signature.logSource?.category ?? signature.logSource?.product ?? "correlation"
      print("\(signature.level.rawValue)\t\(signature.detectorID.rawValue)\t\(source)\t\(signature.title)")
    }
  }
}
