/// The files of a bundle that are not payload, by the names that RFC 8493 and we give them.
enum BundleFile {
  static let declaration = "bagit.txt"
  static let metadata = "bag-info.txt"
  static let manifest = "manifest-sha256.txt"
  static let tagManifest = "tagmanifest-sha256.txt"
  static let custody = "custody.ndjson"
  static let publicKey = "public-key.pem"
  static let seal = "seal.txt"
  static let signature = "seal.sig"
  static let payload = "data"
  static let chainHead = "chain-head.txt"
  static let chainLock = ".lock"
  /// Ends the hidden name of a bundle that is not finished.
  static let unfinished = ".unfinished"

  static let declarationText = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

  /// Listed in the tag manifest, each of them.
  static let tagged = [metadata, declaration, custody, manifest, publicKey]
  /// Not listed in it, because they come after it.
  static let sealing = [seal, signature, tagManifest]
}
