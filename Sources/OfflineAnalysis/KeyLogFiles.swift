import Glibc
package import TLSDecryption

/// Key logs and RSA private keys in files and folders: read at once, and again as they grow.
///
/// Files of a folder may come and go; a file that is expected may not exist yet.
package final class KeyLogFiles {
  /// Files read from folders; more are not looked at.
  private static let fileLimit = 10_000

  private let named: [String]
  private let expected: [String]
  private var files: [String: KeyLogFile] = [:]
  /// Trouble is told once for each file.
  private var toldTrouble: Set<String> = []

  /// - Parameters:
  ///   - named: files and folders that must be there.
  ///   - expected: files and folders that may come later.
  package init(_ named: [String], expected: [String] = []) {
    self.named = named
    self.expected = expected
  }

  package var isEmpty: Bool { named.isEmpty && expected.isEmpty }

  /// Adds what is there to `secrets`. What is named must be usable.
  ///
  /// - Parameter isWhole: nothing is being written to the files any more.
  /// - Returns: remarks for the user: files that others can read, lines that made no sense.
  package func load(into secrets: SecretStore, isWhole: Bool = true) throws(KeyLogFailure) -> [String] {
    var remarks: [String] = []
    for path in named + expected.filter({ access($0, R_OK) == 0 }) {
      for file in try Self.files(path) { remarks += try read(file, into: secrets, isWhole: isWhole) }
    }
    return remarks
  }

  /// Adds what has come since. Trouble does not stop the analysis: it is among the remarks.
  package func refresh(into secrets: SecretStore, isWhole: Bool = false) -> [String] {
    var remarks: [String] = []
    for path in named + expected.filter({ access($0, R_OK) == 0 }) {
      do throws(KeyLogFailure) {
        for file in try Self.files(path) { remarks += refresh(file, into: secrets, isWhole: isWhole) }
      } catch {
        remarks += tell(error)
      }
    }
    return remarks
  }

  private func refresh(_ path: String, into secrets: SecretStore, isWhole: Bool) -> [String] {
    do throws(KeyLogFailure) {
      return try read(path, into: secrets, isWhole: isWhole)
    } catch {
      return tell(error)
    }
  }

  private func tell(_ failure: KeyLogFailure) -> [String] {
    guard toldTrouble.insert(failure.path).inserted else { return [] }
    return ["\(failure.path) is not used: \(failure.cause); \(failure.advice)"]
  }

  private func read(_ path: String, into secrets: SecretStore, isWhole: Bool) throws(KeyLogFailure) -> [String] {
    guard files[path] != nil || files.count < Self.fileLimit else { return [] }
    return try files[path, default: KeyLogFile(path)].read(into: secrets, isWhole: isWhole)
  }

  /// The file at `path`, or the regular files in the folder there.
  private static func files(_ path: String) throws(KeyLogFailure) -> [String] {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw KeyLogFailure(path, "check the path") }
    guard facts.st_mode & S_IFMT == S_IFDIR else { return [path] }
    try KeyLogFailure.refuseIfShared(facts, path)
    guard let folder = opendir(path) else { throw KeyLogFailure(path, "read it as a user who may") }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder), names.count < fileLimit {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix("."), entry.pointee.d_type == UInt8(DT_REG) { names.append(path + "/" + name) }
    }
    return names.sorted()
  }
}
