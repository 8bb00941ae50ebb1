import Foundation
import SignatureLoading
import Testing
import YaraMatching

/// What becomes of files: those of the folder `Packs` are shaped as scanners' collections are.
@Suite struct YaraFolderTests {
  static let packs = URL(filePath: #filePath).deletingLastPathComponent().appendingPathComponent("Packs").path

  @Test func aBrokenFileLeavesTheOthersInUse() {
    let folder = YaraFolder([Self.packs])
    #expect(folder.files == 4)
    #expect(folder.rules.map(\.name) == ["helpers.yara", "prompt_injection.yar"])
    #expect(folder.count == 4)
    #expect(folder.problems.contains { $0.hasSuffix("broken.yar: line 7: undefined string \"$missing\"") })
  }

  @Test func aFileMayNotReadOthers() {
    let folder = YaraFolder([Self.packs + "/including.yar"])
    #expect(folder.rules.isEmpty)
    #expect(folder.problems.first?.contains("include") == true, "\(folder.problems)")
  }

  @Test func whatIsMissingIsTold() {
    let folder = YaraFolder([Self.packs + "/none.yar"])
    #expect(folder.problems.first?.hasSuffix("none.yar: cannot be read") == true)
  }

  @Test func aBinaryFileIsRefused() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yar")
    defer { try? FileManager.default.removeItem(at: file) }
    for bytes in [[0x59, 0x41, 0x52, 0x41, 0, 1], [0xff, 0xfe]] as [[UInt8]] {
      try Data(bytes).write(to: file)
      #expect(YaraFolder([file.path]).problems.first?.hasSuffix("is not UTF-8") == true)
    }
  }
}
