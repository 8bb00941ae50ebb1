internal import Crypto
internal import Glibc
package import TrafficModel

/// A bundle while it is filled. Nothing of it is seen under its name before `seal`; a run that dies leaves a hidden folder,
/// which the next one removes.
package final class BundleDraft {
  package let chain: EvidenceChain
  package let name: String
  package var custody: CustodyLog
  private let path: String
  private var isSealed = false

  /// The next bundle of `chain`.
  package init(in chain: EvidenceChain, at time: Timestamp, custody: CustodyLog) throws(BundleError) {
    self.chain = chain
    self.custody = custody
    let number = String(chain.nextSequence)
    name = String(repeating: "0", count: max(0, 4 - number.count)) + number + "-" + BundleTime.name(time)
    path = "\(chain.path)/.\(name)\(BundleFile.unfinished)"
    try FolderTree.make(path)
    try FolderTree.make("\(path)/\(BundleFile.payload)")
  }

  deinit { if !isSealed { FolderTree.remove(path) } }

  /// Where to write a payload file, for those who write it themselves. Its folders are made.
  package func place(for file: BundlePath) throws(BundleError) -> String {
    for folder in payload(file).folders { try FolderTree.make("\(path)/\(folder)") }
    return "\(path)/\(payload(file))"
  }

  private func payload(_ file: BundlePath) -> BundlePath {
    BundlePath("\(BundleFile.payload)/\(file)") ?? file
  }

  package func add(_ bytes: [UInt8], as file: BundlePath) throws(BundleError) {
    try NewFile.write(bytes, to: try place(for: file))
  }

  /// Copies a file of this machine. Its digest is noted as it is read.
  package func copy(_ source: String, as file: BundlePath, note: String? = nil) throws(BundleError) {
    let (bytes, digest) = try FileCopy.copy(source, to: try place(for: file))
    custody.add(.copied, "\(payload(file))", source: source, bytes: bytes, digest: digest, note: note)
  }

  /// A file of lines, written as they come.
  /// - Returns: how many lines there were.
  @discardableResult
  package func addLines(
    as file: BundlePath, source: String, _ body: ((String) -> Void) throws(BundleError) -> Void
  ) throws(BundleError) -> Int {
    let path = try place(for: file)
    var writer = try LineFile(creating: path)
    try body { writer.append($0) }
    let (lines, bytes, digest) = try writer.finish()
    custody.add(
      .derived, "\(payload(file))", source: source, bytes: bytes, digest: digest, note: "\(lines) records")
    return lines
  }

  /// Closes it: manifests, signature, and its name in the chain. What is in the folder then is what was sealed.
  package func seal(
    with key: SigningKey, _ metadata: BagMetadata, at time: Timestamp
  ) throws(BundleError) -> SealStatement {
    custody.add(.sealed, name)
    let (manifest, bytes) = try payloadManifest()
    let statement = SealStatement(
      bundle: name, sequence: chain.nextSequence, tagManifest: HexDigest(of: []), previous: chain.last?.tagManifest,
      key: key.publicKey.fingerprint)
    var described = metadata
    described.add("Bagging-Date", BundleTime.date(time))
    described.add("Payload-Oxum", "\(bytes).\(manifest.digests.count)")
    described.add(statement)
    let tagFiles = [
      BundleFile.declaration: BundleFile.declarationText, BundleFile.metadata: described.text,
      BundleFile.manifest: manifest.text, BundleFile.custody: custody.text, BundleFile.publicKey: key.publicKey.pem,
    ]
    var tagManifest = BundleManifest()
    for (name, text) in tagFiles {
      try write(text, name)
      if let path = BundlePath(name) { tagManifest.add(path, HexDigest(of: Array(text.utf8))) }
    }
    try write(tagManifest.text, BundleFile.tagManifest)
    var seal = statement
    seal.tagManifest = HexDigest(of: Array(tagManifest.text.utf8))
    try write(seal.text, BundleFile.seal)
    try NewFile.write(try key.sign(seal.text), to: "\(path)/\(BundleFile.signature)")
    try chain.take(path, as: seal, key)
    isSealed = true
    return seal
  }

  private func write(_ text: String, _ name: String) throws(BundleError) {
    try NewFile.write(Array(text.utf8), to: "\(path)/\(name)")
  }

  private func payloadManifest() throws(BundleError) -> (BundleManifest, bytes: Int64) {
    var manifest = BundleManifest()
    var bytes: Int64 = 0
    do throws(BundleFolder.Problem) {
      let folder = try BundleFolder(path)
      for (name, kind) in try folder.entries(BundleLimits()) {
        guard case .file(let size) = kind, let path = BundlePath(name) else { continue }
        manifest.add(path, try folder.digest(path))
        bytes += size
      }
    } catch {
      throw BundleError(.unreadable, path: path, cause: "what was written there cannot be read again", advice: "")
    }
    return (manifest, bytes)
  }
}
