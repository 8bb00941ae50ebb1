/// Checks a folder of bundles, each of which names the one before it. A bundle that is gone, or stands in another's place, is
/// found as well as a changed byte.
package struct ChainVerifier: Sendable {
  package struct Outcome: Hashable, Sendable {
    package var bundles: [VerifiedBundle]
    package var head: ChainHead
  }

  private let key: VerifyingKey?
  private let limits: BundleLimits
  /// What somebody noted of the chain elsewhere; nil when nobody did.
  private let expected: (sequence: Int, digest: HexDigest)?

  package init(
    key: VerifyingKey?, expected: (sequence: Int, digest: HexDigest)? = nil, limits: BundleLimits = BundleLimits()
  ) {
    self.key = key
    self.expected = expected
    self.limits = limits
  }

  /// Whether a folder is a chain, or ought to be one, rather than a bundle. One odd file does not make it the other.
  package static func isChain(_ path: String) -> Bool {
    guard let folder = try? BundleFolder(path), let names = try? folder.names() else { return false }
    let bundleNames = BundleFile.tagged + BundleFile.sealing + [BundleFile.payload]
    return bundleNames.count { names[$0] != nil } < 2
  }

  /// - Parameter progress: told of each bundle when it has been found whole.
  package func verify(
    _ path: String, progress: (VerifiedBundle) -> Void = { _ in }
  ) throws(BundleDifference) -> Outcome {
    let folder = try open(path)
    var bundles: [VerifiedBundle] = []
    for name in try names(folder) {
      let bundle = try verify(name, in: path, after: bundles.last)
      bundles.append(bundle)
      progress(bundle)
      if let expected, expected.sequence == bundle.seal.sequence, expected.digest != bundle.seal.tagManifest {
        throw BundleDifference(.changed, name, "is not the bundle that was noted as number \(expected.sequence)")
      }
    }
    let head = try head(folder, bundles)
    if let expected, expected.sequence > bundles.count {
      throw BundleDifference(
        .missing, "", "ends with number \(bundles.count), but number \(expected.sequence) was noted elsewhere")
    }
    return Outcome(bundles: bundles, head: head)
  }

  private func open(_ path: String) throws(BundleDifference) -> BundleFolder {
    do throws(BundleFolder.Problem) { return try BundleFolder(path) } catch { throw BundleDifference("", error) }
  }

  /// Bundles by name, which is by number. Whatever else lies there was put there.
  private func names(_ folder: BundleFolder) throws(BundleDifference) -> [String] {
    let entries: [String: BundleFolder.Kind]
    do throws(BundleFolder.Problem) { entries = try folder.names() } catch { throw BundleDifference("", error) }
    guard entries.count <= limits.bundles else {
      throw BundleDifference(.strange, "", "holds more than \(limits.bundles) bundles")
    }
    var names: [String] = []
    for name in OpenBundle.sorted(entries.keys) {
      if [BundleFile.chainHead, BundleFile.chainLock].contains(name) { continue }
      if name.hasPrefix("."), name.hasSuffix(BundleFile.unfinished) { continue }
      guard entries[name] == .folder else {
        throw BundleDifference(.added, name, "is no bundle of this chain")
      }
      names.append(name)
    }
    return names
  }

  private func verify(
    _ name: String, in path: String, after last: VerifiedBundle?
  ) throws(BundleDifference) -> VerifiedBundle {
    do throws(BundleDifference) {
      let verifier = BundleVerifier(key: key ?? last?.key, limits: limits)
      let claim = try verifier.claim("\(path)/\(name)")
      try checkPlace(claim, name, last?.seal)
      let bundle = try verifier.verify("\(path)/\(name)")
      // Only now is it known that the seal says what was signed.
      guard bundle.seal.previous == last?.seal.tagManifest else {
        throw BundleDifference(
          .misplaced, "", "does not follow \(last?.seal.bundle ?? "nothing"): it names another one")
      }
      return bundle
    } catch {
      throw error.inside(name)
    }
  }

  private func checkPlace(_ claim: SealStatement, _ name: String, _ last: SealStatement?) throws(BundleDifference) {
    guard claim.bundle == name else {
      throw BundleDifference(.misplaced, "", "was not sealed under this name")
    }
    let next = (last?.sequence ?? 0) + 1
    guard claim.sequence == next else {
      throw BundleDifference(
        claim.sequence > next ? .missing : .misplaced, "",
        claim.sequence > next
          ? "is number \(claim.sequence), but number \(next) before it is missing"
          : "is number \(claim.sequence), where number \(next) belongs")
    }
  }

  private func head(_ folder: BundleFolder, _ bundles: [VerifiedBundle]) throws(BundleDifference) -> ChainHead {
    let file = try bytes(BundleFile.chainHead, folder)
    guard let head = ChainHead(parsing: file) else {
      throw BundleDifference(.changed, BundleFile.chainHead, "is not what was signed")
    }
    guard let last = bundles.last else {
      throw BundleDifference(.missing, "", "holds no bundle, but \(head.sequence) were sealed here")
    }
    guard last.key.accepts(ChainHead.signature(in: file), over: Array(head.statement.utf8)) else {
      throw BundleDifference(.changed, BundleFile.chainHead, "is not what was signed")
    }
    guard head.sequence <= last.seal.sequence else {
      throw BundleDifference(
        .missing, "", "ends with number \(last.seal.sequence), but number \(head.sequence) was sealed here")
    }
    guard head == ChainHead(last.seal) else {
      throw BundleDifference(.changed, BundleFile.chainHead, "does not name the last bundle")
    }
    return head
  }

  private func bytes(_ name: String, _ folder: BundleFolder) throws(BundleDifference) -> [UInt8] {
    guard let path = BundlePath(name) else { preconditionFailure("a name of ours is a path") }
    do throws(BundleFolder.Problem) {
      return try folder.read(path, limit: limits.tagFileBytes)
    } catch {
      guard case .unreadable(let number) = error, number == SystemError.notFound else {
        throw BundleDifference(name, error)
      }
      throw BundleDifference(
        .missing, name, "is gone: without it nobody can tell whether newer bundles were taken away")
    }
  }
}
