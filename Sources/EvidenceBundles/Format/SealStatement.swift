/// `seal.txt`: what the signature in `seal.sig` is over. Names the bundle, its place in the chain, and the digest of the tag
/// manifest, which names everything else.
package struct SealStatement: Hashable, Sendable {
  static let first = "egret evidence seal 1"

  /// The name of the bundle's folder.
  package var bundle: String
  /// Place in the chain, from 1 on.
  package var sequence: Int
  package var tagManifest: HexDigest
  /// Digest of the tag manifest of the bundle before; nil for the first.
  package var previous: HexDigest?
  /// Digest of the public key.
  package var key: HexDigest

  init(bundle: String, sequence: Int, tagManifest: HexDigest, previous: HexDigest?, key: HexDigest) {
    self.bundle = bundle
    self.sequence = sequence
    self.tagManifest = tagManifest
    self.previous = previous
    self.key = key
  }

  /// Nil for anything that `text` would not have written.
  package init?(parsing bytes: [UInt8]) {
    guard bytes.count <= 4_096, let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 7, lines[0] == Self.first, lines[6].isEmpty else { return nil }
    func value(_ index: Int, _ label: String) -> Substring? {
      lines[index].hasPrefix(label + ": ") ? lines[index].dropFirst(label.count + 2) : nil
    }
    guard let bundle = value(1, "bundle"), let sequence = value(2, "sequence").flatMap({ Int($0) }),
      let tagManifest = value(3, "tagmanifest-sha256").flatMap({ HexDigest(parsing: $0) }),
      let previous = value(4, "previous-tagmanifest-sha256"),
      let key = value(5, "public-key-sha256").flatMap({ HexDigest(parsing: $0) })
    else { return nil }
    self.init(
      bundle: String(bundle), sequence: sequence, tagManifest: tagManifest, previous: HexDigest(parsing: previous),
      key: key)
    guard Array(self.text.utf8) == bytes else { return nil }
  }

  package var text: String {
    """
    \(Self.first)
    bundle: \(bundle)
    sequence: \(sequence)
    tagmanifest-sha256: \(tagManifest)
    previous-tagmanifest-sha256: \(previous?.description ?? "none")
    public-key-sha256: \(key)

    """
  }
}
