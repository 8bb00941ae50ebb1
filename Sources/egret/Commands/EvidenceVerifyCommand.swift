import ArgumentParser
import EvidenceBundles
import Presentation
import TrafficModel

/// `egret evidence verify`: whether a bundle, or a chain of them, is what was sealed.
struct EvidenceVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check a bundle, or a folder of bundles, against its seals.",
    discussion: """
      Reads nothing but the folder, and ends with 1 when anything differs; the first thing that does is named. With
      --public-key it is shown that the owner of that key sealed it; without, only that nothing was changed by anybody who
      has not the key. --head takes what sealing printed: that newer bundles were taken away together with their notes can be
      seen by it alone.
      """)

  @Argument(help: "A bundle, or the folder that holds a chain of them.", completion: .directory)
  var folder: String

  @Option(name: .customLong("public-key"), help: "The key that must have sealed it (PEM).", completion: .file())
  var publicKey: String?

  @Option(help: "Number and digest of the last bundle, as sealing printed them.")
  var head: String?

  @Flag(name: [.short, .long], help: "Say only what differs.")
  var quiet = false

  func run() throws {
    let key = try verifyingKey()
    let expected = try head.map { text in
      guard let reference = ChainHead.reference(text) else {
        Terminal.complain("--head takes NUMBER:DIGEST, as egret evidence seal prints it")
        throw ExitStatus.usage
      }
      return reference
    }
    do throws(BundleDifference) {
      let trust = key == nil ? "\nthe key is the one that lies in the bundles: whose it is, --public-key shows" : ""
      if ChainVerifier.isChain(folder) {
        let outcome = try ChainVerifier(key: key, expected: expected).verify(folder) { tell($0) }
        note(
          "\(Quantity.plural(outcome.bundles.count, "bundle")), whole and in order; head \(outcome.head.reference)\(trust)"
        )
      } else {
        let bundle = try BundleVerifier(key: key).verify(folder)
        tell(bundle)
        note("the bundle is whole; sealed with the key \(bundle.key.fingerprint)\(trust)")
      }
    } catch {
      let place = error.path.isEmpty ? TerminalText(UntrustedText(folder)) : TerminalText(error.path)
      Terminal.complain("\(place.text): \(error.what)")
      throw ExitStatus.findings
    }
  }

  private func tell(_ bundle: VerifiedBundle) {
    let name = TerminalText(UntrustedText(bundle.seal.bundle)).text
    let author = bundle.value("Contact-Name").map { ", sealed by \(TerminalText($0).text)" } ?? ""
    note("\(name): \(Quantity.plural(bundle.files, "file")), \(Quantity.bytes(bundle.bytes))\(author)")
  }

  private func note(_ text: String) { if !quiet { Terminal.note(text) } }

  private func verifyingKey() throws -> VerifyingKey? {
    guard let publicKey else { return nil }
    do throws(BundleError) {
      return try VerifyingKey(reading: publicKey)
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
  }
}
