internal import Glibc

/// Folders of our own making.
enum FolderTree {
  /// Makes a folder for its owner alone; one that is there stays.
  static func make(_ path: String) throws(BundleError) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system(errno, path: path, otherwise: .notWritable) }
  }

  /// Removes a folder with what is in it. Links are removed, not followed.
  static func remove(_ path: String) {
    guard let folder = try? BundleFolder(path), let entries = try? folder.entries(BundleLimits()) else { return }
    // Longer paths first: what lies in a folder goes before it.
    for (name, kind) in entries.sorted(by: { $0.key.utf8.count > $1.key.utf8.count }) {
      if kind == .folder { rmdir("\(path)/\(name)") } else { unlink("\(path)/\(name)") }
    }
    rmdir(path)
  }

  /// What was written into a folder stays there when the machine loses power.
  static func synchronize(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
