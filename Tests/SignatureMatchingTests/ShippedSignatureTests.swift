import Foundation
import SignatureLoading
import SignatureMatching
import Testing

/// The signatures that come with the program.
@Suite struct ShippedSignatureTests {
  static let folder = SignatureFolder([SignatureFolders.signatures])
  static let set = SignatureSet(folder.documents)

  @Test func noneIsRefused() {
    #expect(Self.folder.problems + Self.set.problems == [])
    #expect(Self.set.signatures.count >= 60)
  }

  @Test func eachExampleGivesTheAnswerItDemands() {
    let failures = ExampleRun(Self.set).failures().map { "\($0.signature.file): line \($0.example.line)" }
    #expect(failures == [])
  }

  @Test func eachIsDocumentedTaggedAndTested() {
    let remarks = Self.set.signatures.flatMap { signature in
      SignatureLint.remarks(signature).map { "\(signature.file): \($0)" }
    }
    #expect(remarks == [])
  }

  @Test func eachIsCalledAsItsFile() {
    let misnamed = Self.set.signatures.filter { !$0.file.hasSuffix("/\($0.name ?? "").yml") }
    #expect(misnamed.map(\.file) == [])
  }

  @Test("techniques without a rule anywhere else have one here", arguments: ["1901", "1902", "1903", "1913", "1914"])
  func technique(number: String) {
    #expect(Self.set.signatures.contains { $0.tags.contains("safe.t\(number)") })
  }

  @Test func theFieldTaxonomyIsPublished() {
    #expect(SignatureFolders.text(SignatureFolders.signatures + "/fields.yml") == FieldPublication.text)
  }

  @Test("fields are those of the records", arguments: SignatureCategory.allCases)
  func fieldsAreInTheRecordSchema(category: SignatureCategory) throws {
    let file = SignatureFolders.package.appendingPathComponent("Sources/EvidenceStore/Schema/egret-record.schema.json")
    let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    let definitions = try #require(schema?["$defs"] as? [String: Any])
    for field in EventField.fields(of: category) {
      #expect(!field.publication.meaning.isEmpty, "\(field.rawValue)")
      guard let record = field.publication.record else { continue }
      let name = String(record.split(separator: ".").last ?? "")
      #expect(Self.keys(definitions).contains(name), "no record has \(record)")
    }
  }

  private static func keys(_ value: Any) -> Set<String> {
    guard let object = value as? [String: Any] else {
      return (value as? [Any])?.reduce(into: []) { $0.formUnion(keys($1)) } ?? []
    }
    return object.values.reduce(into: Set((object["properties"] as? [String: Any] ?? [:]).keys)) {
      $0.formUnion(keys($1))
    }
  }

  @Test func aBrokenSignatureLeavesTheOthersInUse() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("egret-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let good =
      "title: good\nlogsource: {product: mcp, category: mcp_tool_call}\ndetection: {s: {tool: x}, condition: s}\n"
    for (name, text) in [("good", good), ("bad", "title: [}"), ("worse", good.replacing("tool: x", with: "tol: x"))] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name + ".yml"))
    }
    try Data([0xff, 0xfe, 0x00]).write(to: folder.appendingPathComponent("binary.yml"))
    let loaded = SignatureFolder([folder.path])
    #expect(loaded.problems.count == 3)
    #expect(SignatureSet(loaded.documents).signatures.map(\.title) == ["good"])
  }
}
