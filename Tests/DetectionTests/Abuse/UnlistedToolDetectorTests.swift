import Detection
import Testing
import TrafficModel

@Suite struct UnlistedToolDetectorTests {
  @Test(
    "a successful call of a tool outside the list is a claim",
    arguments: [("search", false, 0), ("hidden", false, 1), ("hidden", true, 0)])
  func call(tool: String, fails: Bool, count: Int) {
    var call = Example.call(tool)
    call.isError = fails
    let events: [TrafficEvent] = [.toolDefinition(Example.definition("search")), .toolCall(call)]
    #expect(claims(UnlistedToolDetector(), events).count == count)
  }

  @Test func withoutAListNothingIsKnown() {
    #expect(claims(UnlistedToolDetector(), [.toolCall(Example.call("hidden"))]).isEmpty)
  }
}
