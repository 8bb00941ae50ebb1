import HTTPDissection
import Testing
import TrafficModel

@Suite struct HTTP2StreamEndTests {
  @Test func resetTruncatesWhatIsOpen() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    dialogue.server(H2Forge.headers(1, H2Forge.ok()), H2Forge.data(1, "half"))
    dialogue.client(H2Forge.reset(1))
    #expect(dialogue.transcript.lines.suffix(2) == ["end 1 response truncated 4/4", "exchange 1 200"])
  }

  @Test func whatIsInFlightAfterAResetIsIgnored() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true), H2Forge.reset(1))
    let before = dialogue.transcript.lines
    dialogue.server(H2Forge.headers(1, H2Forge.ok()), H2Forge.data(1, "late", end: true), H2Forge.reset(1))
    #expect(dialogue.transcript.lines == before)
    #expect(dialogue.transcript.facts.first?.response.completeness == .missing)
  }

  @Test(
    "a reset after all that content-length promises leaves a whole message",
    arguments: [
      ("4", "complete"), ("5", "truncated"),
    ])
  func resetAfterWholeBody(length: String, completeness: String) {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    dialogue.server(H2Forge.headers(1, H2Forge.ok([("content-length", length)])), H2Forge.data(1, "four"))
    dialogue.client(H2Forge.reset(1))
    #expect(dialogue.transcript.lines.contains("end 1 response \(completeness) 4/4"))
  }

  @Test("a length other than promised is told", arguments: [("3", true), ("4", false), ("5", true)])
  func contentLengthMismatch(length: String, told: Bool) {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    dialogue.server(H2Forge.headers(1, H2Forge.ok([("content-length", length)])), H2Forge.data(1, "four", end: true))
    #expect(dialogue.transcript.anomalies == (told ? [.badLength] : []))
  }

  @Test("heads whose length speaks of another message", arguments: [("HEAD", "200"), ("GET", "304")])
  func lengthWithoutBody(method: String, status: String) {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, [(":method", method), (":path", "/")], end: true))
    dialogue.server(H2Forge.headers(1, [(":status", status), ("content-length", "99")], end: true))
    #expect(dialogue.transcript.anomalies.isEmpty)
    #expect(dialogue.transcript.facts.first?.response.completeness == .complete)
  }

  @Test func goAwayEndsWhatIsNotProcessed() {
    let dialogue = H2Dialogue()
    for stream in [1, 3, 5] as [UInt32] { dialogue.client(H2Forge.headers(stream, H2Forge.post(), end: true)) }
    dialogue.server(H2Forge.goAway(last: 3))
    #expect(dialogue.transcript.facts.map(\.streamID) == [5])
    dialogue.server(H2Forge.headers(1, H2Forge.ok(), end: true), H2Forge.headers(3, H2Forge.ok(), end: true))
    #expect(dialogue.transcript.facts.map(\.streamID) == [5, 1, 3])
  }

  @Test(
    "closing one direction ends its messages",
    arguments: [
      (Direction.toServer, ["end 1 request truncated 1/1"]),
      (.toClient, ["end 1 response truncated 1/1"]),
    ])
  func oneDirectionCloses(direction: Direction, expected: [String]) {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post()), H2Forge.data(1, "x"))
    dialogue.server(H2Forge.headers(1, H2Forge.ok()), H2Forge.data(1, "y"))
    dialogue.closes(direction)
    #expect(Array(dialogue.transcript.lines.dropFirst(2)) == expected)
  }

  @Test(
    "what is open at the end says why",
    arguments: [
      (FlowSummary.State.open, HTTPExchange.Completeness.open), (.closed, .truncated), (.reset, .truncated),
    ])
  func finishing(state: FlowSummary.State, completeness: HTTPExchange.Completeness) {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true), H2Forge.headers(3, H2Forge.post()))
    dialogue.server(H2Forge.headers(1, H2Forge.ok()))
    dialogue.finishes(state)
    #expect(dialogue.transcript.facts.map(\.response.completeness) == [completeness, .missing])
    #expect(dialogue.transcript.facts.map(\.request.completeness) == [.complete, completeness])
    let told = dialogue.transcript.lines
    dialogue.finishes(state)
    #expect(dialogue.transcript.lines == told)
  }

  @Test func theCutOffRequestBodyOfAnEarlyAnswerIsTruncated() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post()), H2Forge.data(1, "x"))
    dialogue.server(H2Forge.headers(1, [(":status", "413")], end: true), H2Forge.reset(1, code: 0))
    #expect(dialogue.transcript.facts.first?.request.completeness == .truncated)
    #expect(dialogue.transcript.facts.first?.response.completeness == .complete)
  }
}
