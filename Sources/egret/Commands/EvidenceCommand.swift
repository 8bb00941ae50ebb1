import ArgumentParser

/// `egret evidence`: bundles that can be checked years later.
struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Seal evidence into bundles, and verify them.",
    discussion: """
      A bundle is a folder after BagIt (RFC 8493): records, the packets behind findings, reports, signatures and configuration
      used, a custody log, and a manifest of SHA-256 digests that is signed and names the bundle before it. Verifying needs
      nothing but the bundle and the public key.
      """,
    subcommands: [EvidenceKeyCommand.self, EvidenceSealCommand.self, EvidenceVerifyCommand.self])
}
