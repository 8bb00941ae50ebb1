/// `chain-head.txt`: which bundle of a chain is the last, signed. Without it the newest bundles could be taken away unseen.
package struct ChainHead: Hashable, Sendable {
  private static let first = "egret evidence chain 1"
  private static let signatureLabel = "signature: "

  package var bundle: String
  package var sequence: Int
  package var tagManifest: HexDigest

  package init(_ seal: SealStatement) {
    bundle = seal.bundle
    sequence = seal.sequence
    tagManifest = seal.tagManifest
  }

  /// Nil for anything that `file` would not have written.
  package init?(parsing bytes: [UInt8]) {
    guard bytes.count <= 4_096, let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 5, lines[0] == Self.first, lines[1].hasPrefix("last: "), lines[2].hasPrefix("head: "),
      let (sequence, digest) = Self.reference(lines[2].dropFirst(6)), lines[3].hasPrefix(Self.signatureLabel),
      let signature = Hexadecimal.bytes(lines[3].dropFirst(Self.signatureLabel.count))
    else { return nil }
    bundle = String(lines[1].dropFirst(6))
    self.sequence = sequence
    tagManifest = digest
    guard Array(file(signature).utf8) == bytes else { return nil }
  }

  /// The signature in a file that `init(parsing:)` takes.
  package static func signature(in bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").last.flatMap { Hexadecimal.bytes($0.dropFirst(signatureLabel.count)) } ?? []
  }

  /// What is signed.
  var statement: String { "\(Self.first)\nlast: \(bundle)\nhead: \(reference)\n" }

  /// One file, so that it is replaced in one step.
  package func file(_ signature: [UInt8]) -> String {
    statement + Self.signatureLabel + Hexadecimal.text(signature) + "\n"
  }

  /// `3:9f86…`, to be noted where nobody who can reach the chain can change it.
  package var reference: String { "\(sequence):\(tagManifest)" }

  /// Takes back `reference`.
  package static func reference(_ text: some StringProtocol) -> (sequence: Int, digest: HexDigest)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let sequence = Int(parts[0]), sequence > 0, let digest = HexDigest(parsing: parts[1])
    else { return nil }
    return (sequence, digest)
  }
}
