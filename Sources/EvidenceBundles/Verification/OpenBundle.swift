/// One bundle with the list of what lies in it, every access to which either gives what is asked or says what differs.
struct OpenBundle {
  private let folder: BundleFolder
  private let limits: BundleLimits
  /// Everything in it, folders included, by path.
  let entries: [String: BundleFolder.Kind]

  /// Refuses whatever is neither file nor folder.
  init(_ path: String, limits: BundleLimits) throws(BundleDifference) {
    self.limits = limits
    do throws(BundleFolder.Problem) {
      folder = try BundleFolder(path)
      entries = try folder.entries(limits)
    } catch {
      throw BundleDifference("", error)
    }
    for path in Self.sorted(entries.keys) {
      if case .strange(let what)? = entries[path] {
        throw BundleDifference(.strange, path, "is \(what): bundles hold files and folders")
      }
    }
  }

  static func sorted(_ paths: some Sequence<String>) -> [String] {
    paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func size(_ path: String) -> Int64? {
    guard case .file(let bytes)? = entries[path] else { return nil }
    return bytes
  }

  /// The bytes of one of the files around the payload.
  func bytes(_ name: String) throws(BundleDifference) -> [UInt8] {
    let path = try file(name)
    do throws(BundleFolder.Problem) {
      return try folder.read(path, limit: name == BundleFile.manifest ? limits.manifestBytes : limits.tagFileBytes)
    } catch {
      throw BundleDifference(name, error)
    }
  }

  func manifest(_ name: String) throws(BundleDifference) -> BundleManifest {
    let bytes = try bytes(name)
    do throws(BundleManifest.Problem) {
      return try BundleManifest(parsing: bytes)
    } catch {
      switch error {
      case .line(let line): throw BundleDifference(.changed, name, "cannot be read from line \(line) on")
      }
    }
  }

  /// Compares a file with the digest it was sealed with.
  func check(_ name: String, _ digest: HexDigest) throws(BundleDifference) {
    let path = try file(name)
    let actual: HexDigest
    do throws(BundleFolder.Problem) {
      actual = try folder.digest(path)
    } catch {
      throw BundleDifference(name, error)
    }
    guard actual == digest else {
      throw BundleDifference(.changed, name, "is not what was sealed: its SHA-256 differs")
    }
  }

  private func file(_ name: String) throws(BundleDifference) -> BundlePath {
    guard let path = BundlePath(name) else { throw BundleDifference(.strange, name, "is no path inside of a bundle") }
    switch entries[name] {
    case .file?: return path
    case nil: throw BundleDifference(.missing, name, "was sealed with the bundle and is gone")
    default: throw BundleDifference(.strange, name, "is no file any more")
    }
  }
}
