import Foundation
import FuzzEntries
import Testing

/// Every input that ever stopped a parser, once more. A crash becomes a file in the same change as its fix.
@Suite struct FailCaseTests {
  struct FailCase: CustomTestStringConvertible, Sendable {
    var entry: FuzzEntry
    var file: URL
    var testDescription: String { "\(entry.rawValue)/\(file.lastPathComponent)" }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzzing/FailCases", isDirectory: true)

  static let cases = FuzzEntry.allCases.flatMap { entry in
    files(in: folder.appendingPathComponent(entry.rawValue)).map { FailCase(entry: entry, file: $0) }
  }

  private static func files(in folder: URL) -> [URL] {
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).sorted { $0.path < $1.path }
  }

  @Test("an input that once stopped a parser is read to its end", arguments: cases)
  func replay(_ failCase: FailCase) throws {
    try Data(contentsOf: failCase.file).withUnsafeBytes(failCase.entry.run)
  }

  @Test func everyFolderOfFailCasesBelongsToAParser() {
    let names = Self.files(in: Self.folder).map(\.lastPathComponent)
    #expect(names.allSatisfy { FuzzEntry(rawValue: $0) != nil || $0 == "README.md" })
  }

  @Test("no input is an input", arguments: FuzzEntry.allCases)
  func empty(entry: FuzzEntry) { entry.run(UnsafeRawBufferPointer(start: nil, count: 0)) }
}
