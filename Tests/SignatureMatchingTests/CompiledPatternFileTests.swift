import Foundation
import PatternMatching
import Testing

@testable import SignatureLoading

struct CompiledPatternFileTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("patterns-\(UUID())")
  private var path: String { folder.path + "/a/patterns" }

  private func kept() -> CompiledPatternFile {
    let file = CompiledPatternFile(path)
    file.keep([1, 2, 3], under: [9])
    file.keep(Array(repeating: 7, count: 1_000), under: [8, 8])
    file.save()
    return file
  }

  @Test("What one run compiled, the next finds, and nothing else")
  func roundTrip() {
    _ = kept()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = CompiledPatternFile(path)
    #expect(file.compiled([9]) == [1, 2, 3])
    #expect(file.compiled([8, 8]) == [UInt8](repeating: 7, count: 1_000)[...])
    #expect(file.compiled([8]) == nil)
  }

  @Test("Patterns come out of it as they were compiled")
  func patterns() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let sources = [(number: 3, source: PatternSource(expression: "se+cret", ignoresCase: true))]
    let first = CompiledPatternFile(path)
    _ = PatternDatabase.compile(sources, store: first)
    first.save()
    let second = CompiledPatternFile(path)
    let database = try #require(PatternDatabase.compile(sources, store: second).0)
    let hits = HitSet(capacity: 4)
    database.scan("a SEEECRET", scratch: PatternScratch([database]), hits: hits)
    #expect(hits.found == [3])
    // Nothing was compiled, so nothing is written.
    try FileManager.default.removeItem(atPath: path)
    second.save()
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("A file of which any byte differs is not used")
  func damaged() throws {
    _ = kept()
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = try Data(contentsOf: URL(fileURLWithPath: path))
    for index in stride(from: 0, to: good.count, by: 13) {
      var bad = good
      bad[index] ^= 0x10
      try bad.write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      #expect(CompiledPatternFile(path).compiled([9]) == nil)
    }
    for count in [0, 10, 57, 58, good.count - 1] {
      try good.prefix(count).write(to: URL(fileURLWithPath: path))
      #expect(CompiledPatternFile(path).compiled([9]) == nil)
    }
  }

  @Test("A file that others can write, and a link, are not used", arguments: [0o620, 0o602])
  func writable(mode: Int) throws {
    _ = kept()
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    #expect(CompiledPatternFile(path).compiled([9]) == nil)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    #expect(CompiledPatternFile(path).compiled([9]) != nil)
    try FileManager.default.createSymbolicLink(atPath: path + ".link", withDestinationPath: path)
    #expect(CompiledPatternFile(path + ".link").compiled([9]) == nil)
  }

  @Test("Without a place to write to, everything works and nothing is kept")
  func nowhere() {
    let file = CompiledPatternFile("/proc/nowhere/patterns")
    file.keep([1], under: [1])
    file.save()
    #expect(file.compiled([1]) == [1])
  }
}
