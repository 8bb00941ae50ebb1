import Detection
import Policy
import Testing
import TrafficModel

@Suite struct ToolNameDetectorTests {
  @Test(
    "a name breaks the policy or does not",
    arguments: [
      ("search_pages", 0), ("publish", 0), ("binary_search", 0), ("run_cmd", 1), ("bashHelper", 1), ("list-bin", 1),
      ("exec", 1), ("SYSTEM", 1), ("2fast", 1), ("a", 1), ("näme_x", 1), ("rm rf", 1), ("ok_name\\n", 1), ("x.sh", 2),
      (String(repeating: "a", count: 64), 0), (String(repeating: "a", count: 65), 1),
    ])
  func name(name: String, count: Int) {
    #expect(claims(ToolNameDetector(), [.toolDefinition(Example.definition(name))]).count == count)
  }

  @Test func partsOfWordsAreForbiddenWhenTheConfigurationSaysSo() {
    var setup = DetectionSetup()
    setup.settings.forbidsWordParts = true
    #expect(claims(ToolNameDetector(setup), [.toolDefinition(Example.definition("publish"))]).count == 1)
  }

  @Test func theConfiguredPatternCounts() {
    var setup = DetectionSetup()
    setup.settings.toolNamePattern = "^hr_"
    #expect(claims(ToolNameDetector(setup), [.toolDefinition(Example.definition("search"))]).count == 1)
    #expect(claims(ToolNameDetector(setup), [.toolDefinition(Example.definition("hr_list"))]).isEmpty)
  }
}
