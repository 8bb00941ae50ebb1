import Glibc

/// What names the same file whatever its path.
struct FileIdentity: Hashable, Sendable {
  var device: UInt64
  var inode: UInt64
}

/// What kind of thing a path leads to. What cannot be looked at is `other` and has no identity.
struct DirectoryEntry {
  enum Kind { case file, directory, other }

  let kind: Kind
  let identity: FileIdentity?

  init(path: String, followingLinks: Bool) {
    var status = stat()
    guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else {
      (kind, identity) = (.other, nil)
      return
    }
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      default: .other
      }
  }
}
