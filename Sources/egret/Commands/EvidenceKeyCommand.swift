import ArgumentParser
import EvidenceBundles

/// `egret evidence key`: makes the key that seals.
struct EvidenceKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make a key to seal with, or print the public half of one.",
    discussion: """
      The key (Ed25519, PKCS #8 in PEM, 0600) stays with whoever answers for the evidence; the same as openssl genpkey
      -algorithm ed25519 writes. Give its public half, FILE.pub, to those who verify, on another way than the bundles.
      """)

  @Argument(help: "The key to make; it must not exist.", completion: .file())
  var file: String

  @Flag(help: "Print the public half of a key that exists.")
  var show = false

  func run() throws {
    do throws(BundleError) {
      let key = show ? try SigningKey(reading: file) : SigningKey()
      if show { return print(key.publicKey.pem, terminator: "") }
      try key.write(to: file)
      try key.publicKey.write(to: file + ".pub")
      Terminal.note("\(file): keep it to yourself\n\(file).pub: \(key.publicKey.fingerprint), for those who verify")
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.usage
    }
  }
}
