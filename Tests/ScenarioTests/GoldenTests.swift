import EvidenceStore
import Foundation
import SchemaValidation
import Testing

/// Whole captures give the records that they gave before. `UPDATE_GOLDENS=1` writes them anew; look at what changed.
@Suite struct GoldenTests {
  static let scenarios = [
    "authorization/pass-through", "changing-tools/rug-pull", "compressed/gzip-sse-nginx", "damaged/lost-frames",
    "http-sse/server-asks",
    "http2/prior-knowledge", "links/vxlan", "not-mcp/model-apis", "stateless-http/cancellation",
    "stateless-http/input-required", "streamable-http/batches", "streamable-http/http-errors",
    "streamable-http/resume-last-event-id", "tls/tls13-no-keys",
  ]

  private func lines(_ scenario: String) throws -> [String] {
    let capture = try #require(CaptureScenario.named(scenario)).capture
    return Golden.canonical(try AnalysisRun([capture]).lines)
  }

  @Test("records are those of the golden, line by line", arguments: scenarios)
  func golden(scenario: String) throws {
    let lines = try lines(scenario)
    let golden = Golden(scenario)
    if Golden.isUpdating { try golden.write(lines) }
    let expected = try golden.lines()
    for (number, (line, expectation)) in zip(lines, expected).enumerated() where line != expectation {
      Issue.record("\(scenario).ndjson:\(number + 1)\n  was \(expectation)\n  is  \(line)")
    }
    #expect(lines.count == expected.count)
  }

  @Test("no record depends on where the project lies", arguments: scenarios)
  func canonizer(scenario: String) throws {
    #expect(try lines(scenario).allSatisfy { !$0.contains(TestFolders.package.path) })
  }

  @Test("every record of every capture is as the schema says", arguments: CaptureScenario.all)
  func schema(scenario: CaptureScenario) throws {
    let validator = try SchemaValidator(RecordSchema.text)
    let lines = try AnalysisRun([scenario.capture]).lines
    #expect(!lines.isEmpty)
    for line in lines {
      let problems = try validator.problems(members(line))
      #expect(problems.isEmpty, "\(problems) in \(line)")
    }
  }

  @Test("two runs give the same bytes", arguments: scenarios)
  func determinism(scenario: String) throws {
    #expect(try lines(scenario) == lines(scenario))
  }

  @Test func everyGoldenHasItsScenario() {
    let files = TestFolders.contents(of: TestFolders.goldens).flatMap { family in
      TestFolders.contents(of: family).map {
        "\(family.lastPathComponent)/\($0.deletingPathExtension().lastPathComponent)"
      }
    }
    #expect(files == Self.scenarios)
  }
}
