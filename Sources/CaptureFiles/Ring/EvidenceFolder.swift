import Glibc

/// Captures that findings cite, kept when their ring moves on: linked, not copied, so that they cost nothing until then.
///
/// Has a limit of its own: beyond it the captures kept longest go.
package struct EvidenceFolder {
  package enum Outcome: Hashable, Sendable {
    case kept
    case alreadyKept
    /// With the `errno` of what failed.
    case failed(Int32)
  }

  package let path: String
  private let maximumBytes: Int64

  /// Makes the folder, readable by its owner only, when it is not there.
  package init(creating path: String, maximumBytes: Int64) throws(CaptureFileError) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw CaptureFileError(.cannotCreate, path: path, systemError: errno)
    }
    self.path = path
    self.maximumBytes = maximumBytes
  }

  /// Keeps the file of that name, and its manifest when it has one.
  package func keep(_ name: String, of ring: String) -> Outcome {
    guard !name.contains("/"), !name.hasPrefix(".") else { return .failed(EINVAL) }
    guard link("\(ring)/\(name)", "\(path)/\(name)") == 0 else {
      return errno == EEXIST ? .alreadyKept : .failed(errno)
    }
    _ = link("\(ring)/\(name).manifest.json", "\(path)/\(name).manifest.json")
    return .kept
  }

  /// Removes what is beyond the limit.
  /// - Returns: the names of what went, oldest first.
  package func prune() -> [String] {
    guard let names = try? DirectoryListing(path: path).names else { return [] }
    var files: [(name: String, bytes: Int64)] = []
    for name in names where !name.hasPrefix(".") {
      var facts = stat()
      guard lstat("\(path)/\(name)", &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { continue }
      files.append((name, Int64(facts.st_size)))
    }
    var bytes = files.reduce(0) { $0 + $1.bytes }
    var removed: [String] = []
    for file in files where bytes > maximumBytes {
      unlink("\(path)/\(file.name)")
      bytes -= file.bytes
      removed.append(file.name)
    }
    return removed
  }
}
