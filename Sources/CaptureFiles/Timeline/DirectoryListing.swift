import Glibc

/// The names in a directory, sorted by their bytes, without `.` and `..`.
struct DirectoryListing {
  private(set) var names: [String] = []
  /// Names that are not UTF-8.
  private(set) var problems: [CaptureFileError] = []

  init(path: String) throws(CaptureFileError) {
    guard let directory = opendir(path) else { throw CaptureFileError(.cannotOpen, path: path, systemError: errno) }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      // The name is read where it lies: an entry is shorter than its type says.
      guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { continue }
      let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      guard let text = String(validatingCString: name) else {
        problems.append(CaptureFileError(.nameNotUTF8, path: "\(path)/\(String(cString: name))"))
        continue
      }
      if text != ".", text != ".." { names.append(text) }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
