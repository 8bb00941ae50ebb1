import Foundation

/// A folder of one test's own, removed with it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("egret-scenario-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func callAsFunction(_ name: String) -> URL { url.appendingPathComponent(name) }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> URL {
    try Data(bytes).write(to: self(name))
    return self(name)
  }

  func makeFolder(_ name: String) throws -> URL {
    try FileManager.default.createDirectory(at: self(name), withIntermediateDirectories: true)
    return self(name)
  }

  func handle(_ name: String) throws -> FileHandle {
    try write([], to: name)
    return try FileHandle(forWritingTo: self(name))
  }

  func text(_ name: String) throws -> String { String(decoding: try Data(contentsOf: self(name)), as: UTF8.self) }
}
