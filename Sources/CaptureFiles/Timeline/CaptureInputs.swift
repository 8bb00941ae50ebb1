/// The captures that command line arguments mean.
///
/// A file is taken as it is. A directory means the captures in it and below it, told by their first bytes and sorted by
/// name; whatever else it holds is counted. A file that is named twice, or reached by two names, counts once.
package struct CaptureInputs: Sendable {
  /// Paths, in the order of the arguments; `-` is standard input.
  package private(set) var names: [String] = []
  /// Directories and files below them that could not be looked at.
  package private(set) var problems: [CaptureFileError] = []
  /// Left out below directories: not captures, empty, hidden, neither file nor directory.
  package private(set) var otherFiles = 0
  package private(set) var emptyFiles = 0
  package private(set) var hiddenFiles = 0
  package private(set) var specialFiles = 0
  /// Directories not entered: too deep, or entering was not wanted.
  package private(set) var closedDirectories = 0
  package private(set) var repeatedFiles = 0
  /// Entries beyond `CaptureLimits.directoryEntries`.
  package private(set) var unseenEntries = 0

  private let limits: CaptureLimits
  private let isRecursive: Bool
  private var seen: Set<FileIdentity> = []
  private var entries = 0

  package init(_ arguments: [String], isRecursive: Bool = true, limits: CaptureLimits = CaptureLimits()) {
    self.limits = limits
    self.isRecursive = isRecursive
    for argument in arguments { add(argument) }
  }

  private mutating func add(_ argument: String) {
    let entry = DirectoryEntry(path: argument, followingLinks: true)
    guard argument != "-", entry.kind == .directory else {
      // Whatever is wrong with a file that was asked for, reading it will say.
      return append(argument, entry.identity)
    }
    walk(argument, depth: 0)
  }

  private mutating func append(_ path: String, _ identity: FileIdentity?) {
    let isNew = path == "-" ? !names.contains("-") : identity.map { seen.insert($0).inserted } ?? true
    if isNew { names.append(path) } else { repeatedFiles += 1 }
  }

  private mutating func walk(_ directory: String, depth: Int) {
    do throws(CaptureFileError) {
      let listing = try DirectoryListing(path: directory)
      problems += listing.problems
      for name in listing.names {
        entries += 1
        guard entries <= limits.directoryEntries else {
          unseenEntries += 1
          continue
        }
        visit(directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)", name, depth)
      }
    } catch {
      problems.append(error)
    }
  }

  private mutating func visit(_ path: String, _ name: String, _ depth: Int) {
    guard !name.hasPrefix(".") else {
      hiddenFiles += 1
      return
    }
    // Links to files are followed, links to directories are not: they may lead in circles.
    if DirectoryEntry(path: path, followingLinks: false).kind == .directory { return enter(path, depth) }
    let entry = DirectoryEntry(path: path, followingLinks: true)
    switch entry.kind {
    case .file: examine(path, entry)
    case .directory: closedDirectories += 1
    case .other: specialFiles += 1
    }
  }

  private mutating func enter(_ path: String, _ depth: Int) {
    guard isRecursive, depth < limits.directoryDepth else {
      closedDirectories += 1
      return
    }
    walk(path, depth: depth + 1)
  }

  private mutating func examine(_ path: String, _ entry: DirectoryEntry) {
    do throws(CaptureFileError) {
      let (isCapture, isEmpty) = try CaptureFileReader.recognize(path: path)
      if isCapture { return append(path, entry.identity) }
      if isEmpty { emptyFiles += 1 } else { otherFiles += 1 }
    } catch {
      problems.append(error)
    }
  }
}
