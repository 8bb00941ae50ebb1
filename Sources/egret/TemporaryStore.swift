import Foundation
import Glibc

/// A store that lives no longer than a question takes.
enum TemporaryStore {
  static func with<T>(_ body: (String) throws -> T) throws -> T {
    var template = Array((NSTemporaryDirectory() + "/egret-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      Terminal.complain("cannot make a temporary folder: \(String(cString: strerror(errno))); set TMPDIR")
      throw ExitStatus.captureOrPermission
    }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder + "/store.db")
  }
}
