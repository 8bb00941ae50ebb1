internal import Foundation
internal import Glibc

/// A capture that evidence is carved from, as it lies now, beside what was noted when it was captured.
package struct SourceCapture: Hashable, Sendable {
  private struct Manifest: Decodable { var sha256: String? }

  package var path: String
  package var bytes: Int64
  package var digest: HexDigest
  /// What `egret capture` wrote into the manifest beside it; nil where there is none.
  package var acquired: HexDigest?

  package var isAsAcquired: Bool { acquired.map { $0 == digest } ?? true }

  package init(_ path: String) throws(BundleError) {
    self.path = path
    (bytes, digest) = try FileCopy.digest(path)
    acquired = Self.noted(path)
  }

  private static func noted(_ path: String) -> HexDigest? {
    guard let data = FileManager.default.contents(atPath: path + ".manifest.json"), data.count < 1 << 20 else {
      return nil
    }
    return (try? JSONDecoder().decode(Manifest.self, from: data))?.sha256.flatMap { HexDigest(parsing: $0) }
  }

  /// What the custody log says of it.
  package var note: String {
    guard acquired != nil else { return "no manifest of its capture lies beside it" }
    return isAsAcquired
      ? "as its manifest noted when it was captured" : "NOT what its manifest noted when it was captured"
  }
}
