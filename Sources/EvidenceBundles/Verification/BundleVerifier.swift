/// Checks one bundle against its seal. Reads nothing but the bundle.
///
/// What is cheap and signed comes first, so that little is read of a bundle that somebody made up: the seal, then the digests
/// of the files around the payload, then how much payload there is, then its digests. Files are looked at in order of their
/// paths; the first that differs is told.
package struct BundleVerifier: Sendable {
  private let key: VerifyingKey?
  private let limits: BundleLimits

  /// - Parameter key: the key that must have sealed it; nil takes the one stored in the bundle, which shows that nothing was
  ///   changed by somebody without that key, but not whose it is.
  package init(key: VerifyingKey?, limits: BundleLimits = BundleLimits()) {
    self.key = key
    self.limits = limits
  }

  package func verify(_ path: String) throws(BundleDifference) -> VerifiedBundle {
    let bundle = try OpenBundle(path, limits: limits)
    let (seal, key) = try checkSeal(bundle)
    let metadata = try checkTagFiles(bundle)
    let payload = try checkPayload(bundle, metadata)
    return VerifiedBundle(seal: seal, files: payload.files, bytes: payload.bytes, metadata: metadata, key: key)
  }

  /// What the seal says, unchecked: where in a chain the bundle claims to belong.
  func claim(_ path: String) throws(BundleDifference) -> SealStatement {
    try Self.statement(try OpenBundle(path, limits: limits).bytes(BundleFile.seal))
  }

  // MARK: The seal

  private func checkSeal(_ bundle: OpenBundle) throws(BundleDifference) -> (SealStatement, VerifyingKey) {
    let sealed = Sealed(
      statement: try bundle.bytes(BundleFile.seal), signature: try bundle.bytes(BundleFile.signature),
      tagManifest: try bundle.bytes(BundleFile.tagManifest), storedKey: try bundle.bytes(BundleFile.publicKey),
      metadata: try bundle.bytes(BundleFile.metadata))
    let seal = try Self.statement(sealed.statement)
    guard let key = key ?? VerifyingKey(pem: sealed.storedKey) else {
      throw BundleDifference(.changed, BundleFile.publicKey, "is no Ed25519 key any more")
    }
    guard key.accepts(sealed.signature, over: sealed.statement) else { throw blame(seal, key, sealed) }
    guard HexDigest(of: sealed.tagManifest) == seal.tagManifest else {
      throw BundleDifference(.changed, BundleFile.tagManifest, "is not what was sealed")
    }
    guard key.fingerprint == seal.key else {
      throw BundleDifference(.otherKey, BundleFile.seal, "names another key than the one it was sealed with")
    }
    return (seal, key)
  }

  /// The files that hold each other up, as bytes.
  private struct Sealed {
    var statement: [UInt8]
    var signature: [UInt8]
    var tagManifest: [UInt8]
    var storedKey: [UInt8]
    var metadata: [UInt8]
  }

  /// Which of them was changed, as far as the others tell.
  private func blame(_ seal: SealStatement, _ key: VerifyingKey, _ sealed: Sealed) -> BundleDifference {
    let stored = VerifyingKey(pem: sealed.storedKey)
    if self.key != nil, let stored, stored.accepts(sealed.signature, over: sealed.statement) {
      return BundleDifference(
        .otherKey, BundleFile.seal, "was sealed with the key \(stored.fingerprint), not with the one given")
    }
    if self.key == nil, seal.key != key.fingerprint, seal.tagManifest == HexDigest(of: sealed.tagManifest),
      Self.listed(BundleFile.publicKey, sealed.tagManifest) != HexDigest(of: sealed.storedKey)
    {
      return BundleDifference(.changed, BundleFile.publicKey, "is not the key that was sealed with the bundle")
    }
    let agrees = BagMetadata(parsing: sealed.metadata).map { $0.agrees(with: seal) } ?? false
    if !agrees || HexDigest(of: sealed.tagManifest) != seal.tagManifest || key.fingerprint != seal.key {
      return BundleDifference(.changed, BundleFile.seal, "is not what was signed")
    }
    return BundleDifference(
      .changed, BundleFile.signature, "does not fit \(BundleFile.seal): one of the two is not what was sealed")
  }

  private static func listed(_ name: String, _ tagManifest: [UInt8]) -> HexDigest? {
    guard let path = BundlePath(name), let manifest = try? BundleManifest(parsing: tagManifest) else { return nil }
    return manifest.digests[path]
  }

  private static func statement(_ bytes: [UInt8]) throws(BundleDifference) -> SealStatement {
    guard let seal = SealStatement(parsing: bytes) else {
      throw BundleDifference(.changed, BundleFile.seal, "is no seal any more")
    }
    return seal
  }

  // MARK: Files around the payload

  private func checkTagFiles(_ bundle: OpenBundle) throws(BundleDifference) -> BagMetadata {
    let digests = try bundle.manifest(BundleFile.tagManifest).digests
    for name in BundleFile.tagged {
      guard let digest = BundlePath(name).flatMap({ digests[$0] }) else {
        throw BundleDifference(.missing, name, "is not in \(BundleFile.tagManifest)")
      }
      try bundle.check(name, digest)
    }
    let known = BundleFile.tagged + BundleFile.sealing + [BundleFile.payload]
    let others = bundle.entries.keys.filter { !$0.contains("/") && !known.contains($0) }
    if let other = OpenBundle.sorted(others).first {
      throw BundleDifference(.added, other, "was not there when the bundle was sealed")
    }
    guard let metadata = BagMetadata(parsing: try bundle.bytes(BundleFile.metadata)) else {
      throw BundleDifference(.changed, BundleFile.metadata, "is no list of labels and values")
    }
    return metadata
  }

  // MARK: Payload

  private func checkPayload(
    _ bundle: OpenBundle, _ metadata: BagMetadata
  ) throws(BundleDifference) -> (bytes: Int64, files: Int) {
    let manifest = try bundle.manifest(BundleFile.manifest)
    guard let payload = metadata.payload else {
      throw BundleDifference(.changed, BundleFile.metadata, "does not say how much payload there is")
    }
    let folders = Set([BundleFile.payload] + manifest.digests.keys.flatMap(\.folders))
    let present = bundle.entries.keys.filter { $0.hasPrefix(BundleFile.payload + "/") && !folders.contains($0) }
    for path in OpenBundle.sorted(Set(present).union(manifest.digests.keys.map(\.description))) {
      guard path.hasPrefix(BundleFile.payload + "/"), let digest = BundlePath(path).flatMap({ manifest.digests[$0] })
      else { throw BundleDifference(.added, path, "was not there when the bundle was sealed") }
      // Nothing that grew beyond all there was is read to its end.
      if let size = bundle.size(path), size > payload.bytes {
        throw BundleDifference(.changed, path, "is longer than all files together were")
      }
      try bundle.check(path, digest)
    }
    guard payload.files == manifest.digests.count else {
      throw BundleDifference(.changed, BundleFile.metadata, "tells another number of files than the manifest")
    }
    return payload
  }
}
