internal import Glibc

/// A folder of bundles, while one is added to it. One process at a time has it.
package final class EvidenceChain {
  package let path: String
  /// The last bundle; nil when there is none yet.
  package private(set) var last: ChainHead?
  private let lock: Int32

  package var nextSequence: Int { (last?.sequence ?? 0) + 1 }

  /// Opens the chain at `path`, or begins one. Refuses a folder that is something else, and a chain that `key` did not seal.
  package init(_ path: String, key: SigningKey) throws(BundleError) {
    self.path = path
    try FolderTree.make(path)
    lock = open("\(path)/\(BundleFile.chainLock)", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else { throw .system(errno, path: path, otherwise: .notWritable) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw BundleError(.busy, path: path, cause: "another process seals into this folder", advice: "try again later")
    }
    let names = try names()
    for name in names where name.hasPrefix(".") && name.hasSuffix(BundleFile.unfinished) {
      FolderTree.remove("\(path)/\(name)")
    }
    try findHead(names.filter { !$0.hasPrefix(".") }.sorted(), key)
  }

  deinit { if lock >= 0 { close(lock) } }

  private func names() throws(BundleError) -> [String] {
    do throws(BundleFolder.Problem) {
      return Array(try BundleFolder(path).names().keys)
    } catch {
      throw BundleError(.unreadable, path: path, cause: "the folder cannot be read", advice: "check who owns it")
    }
  }

  private func findHead(_ names: [String], _ key: SigningKey) throws(BundleError) {
    let bundles = names.filter { $0 != BundleFile.chainHead }
    guard names.contains(BundleFile.chainHead) else {
      // A run that died between its first bundle and the head.
      if bundles.count <= 1, try adopt(bundles.first, key) { return }
      guard bundles.isEmpty else {
        throw BundleError(
          .notAChain, path: path, cause: "holds other things than bundles",
          advice: "name a folder of its own for the chain; it is made")
      }
      return
    }
    guard let file = read(BundleFile.chainHead), let head = ChainHead(parsing: file),
      key.publicKey.accepts(ChainHead.signature(in: file), over: Array(head.statement.utf8))
    else {
      throw BundleError(
        .notAChain, path: path, cause: "the chain was not sealed with this key, or its head was changed",
        advice: "see what: egret evidence verify \(path)")
    }
    last = head
    if let newest = bundles.last, newest != head.bundle { _ = try adopt(newest, key) }
  }

  /// Takes in the bundle after the last, which a run that died had sealed but not yet noted.
  private func adopt(_ name: String?, _ key: SigningKey) throws(BundleError) -> Bool {
    guard let name, let bundle = try? BundleVerifier(key: key.publicKey).verify("\(path)/\(name)"),
      bundle.seal.sequence == nextSequence, bundle.seal.previous == last?.tagManifest, bundle.seal.bundle == name
    else { return false }
    try note(ChainHead(bundle.seal), key)
    return true
  }

  private func read(_ name: String) -> [UInt8]? {
    guard let folder = try? BundleFolder(path), let file = BundlePath(name) else { return nil }
    return try? folder.read(file, limit: BundleLimits().tagFileBytes)
  }

  /// Gives a finished bundle its name, and notes it as the last.
  func take(_ draft: String, as seal: SealStatement, _ key: SigningKey) throws(BundleError) {
    FolderTree.synchronize(draft)
    guard rename(draft, "\(path)/\(seal.bundle)") == 0 else {
      throw .system(errno, path: "\(path)/\(seal.bundle)", otherwise: .notWritable)
    }
    FolderTree.synchronize(path)
    try note(ChainHead(seal), key)
  }

  private func note(_ head: ChainHead, _ key: SigningKey) throws(BundleError) {
    let file = head.file(try key.sign(head.statement))
    try NewFile.replace("\(path)/\(BundleFile.chainHead)", with: Array(file.utf8))
    FolderTree.synchronize(path)
    last = head
  }
}
