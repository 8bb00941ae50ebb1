/// Digests of files, as a manifest of BagIt lists them (RFC 8493 §2.1.3): a line each, sorted by path.
package struct BundleManifest: Hashable, Sendable {
  package enum Problem: Error, Hashable { case line(Int) }

  private(set) var digests: [BundlePath: HexDigest] = [:]

  init() {}

  /// Accepts exactly what `text` writes: another spelling of the same is a change.
  package init(parsing bytes: [UInt8]) throws(Problem) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .line(0) }
    var last: BundlePath?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().enumerated() {
      guard let digest = HexDigest(parsing: line.prefix(64)), line.dropFirst(64).hasPrefix("  "),
        let path = BundlePath(decoding: line.dropFirst(66)), last.map({ $0 < path }) ?? true
      else { throw .line(index + 1) }
      last = path
      digests[path] = digest
    }
    guard Array(self.text.utf8) == bytes else { throw .line(digests.count + 1) }
  }

  mutating func add(_ path: BundlePath, _ digest: HexDigest) { digests[path] = digest }

  package var paths: [BundlePath] { digests.keys.sorted() }

  package var text: String {
    paths.map { path in (digests[path]?.description ?? "") + "  " + path.encoded + "\n" }.joined()
  }
}
