import Foundation
import Testing

/// What one run has stored, the next one knows.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"))
struct StoredMemoryTests {
  /// The capture of a tool that changes, cut where the client has seen its first form.
  private func halves(_ egret: EgretCommand) throws -> (URL, URL) {
    let capture = try #require(CaptureScenario.named("changing-tools/rug-pull")).capture
    let bytes = try Array(Data(contentsOf: capture))
    var (head, tail) = (Array(bytes[..<24]), Array(bytes[..<24]))
    var offset = 24
    let lists = try listFrames(capture)
    var number = 0
    while offset + 16 <= bytes.count {
      let length = (0..<4).reduce(0) { $0 | Int(bytes[offset + 8 + $1]) << ($1 * 8) }
      number += 1
      if number <= lists.first { head += bytes[offset..<offset + 16 + length] }
      if number >= lists.second { tail += bytes[offset..<offset + 16 + length] }
      offset += 16 + length
    }
    try egret.folder.write(head, to: "before.pcap")
    try egret.folder.write(tail, to: "after.pcap")
    return (egret.folder("before.pcap"), egret.folder("after.pcap"))
  }

  /// The last frame of the first stated definition, and the first of the connection that carries the changed one.
  private func listFrames(_ capture: URL) throws -> (first: Int, second: Int) {
    struct Definition: Decodable {
      var frames: [Int]
      var changed_from: String?
    }
    let definitions = try AnalysisRun([capture]).records("tool_definition", as: Definition.self)
    let changed = try #require(definitions.first { $0.changed_from != nil })
    let before = try #require(definitions.last { $0.changed_from == nil && $0.frames[1] < changed.frames[0] })
    return (before.frames[1], changed.frames[0])
  }

  @Test func aToolThatChangedSinceYesterdayIsTold() throws {
    let egret = try EgretCommand()
    let (before, after) = try halves(egret)
    let store = egret.folder("e.db").path
    #expect(try egret("analyze", before.path, "--store", store, "-q").status == 0)
    let remembered = try egret("analyze", after.path, "--store", store, "--format", "ndjson", "-q")
    #expect(remembered.output.contains(#""detector":"RUG-01""#), "\(remembered.errors)")
    let forgetful = try egret("analyze", after.path, "--format", "ndjson", "-q")
    #expect(!forgetful.output.contains(#""detector":"RUG-01""#))
  }

  @Test func aCaptureReadAgainIntoItsStoreSaysTheSame() throws {
    let egret = try EgretCommand()
    let capture = try #require(CaptureScenario.named("changing-tools/rug-pull")).capture.path
    let store = egret.folder("e.db").path
    func records() throws -> [Substring] {
      try egret("analyze", capture, "--store", store, "--format", "ndjson", "-q").output.split(separator: "\n")
    }
    #expect(try records() == records())
  }
}
