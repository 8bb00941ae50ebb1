import HTTPDissection
import Testing
import TrafficModel

@Suite struct HTTP2GapTests {
  @Test func bytesMissingInsideOneFrameCostOnlyThem() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true), H2Forge.headers(3, H2Forge.post(), end: true))
    dialogue.server(H2Forge.headers(1, [0x88] + H2Forge.inserting("a", "b")))
    let data = H2Forge.data(1, "0123456789")
    dialogue.server(Array(data[..<12]))
    dialogue.loses(4, .toClient)
    dialogue.server(Array(data[16...]), H2Forge.data(1, "x", end: true), H2Forge.headers(3, [0x88, 0xbe], end: true))
    #expect(
      dialogue.transcript.lines.suffix(6) == [
        "gap 1 response 4", "end 1 response gap 7/7", "exchange 1 200", "head 3 response",
        "end 3 response complete 0/0", "exchange 3 200",
      ])
    #expect(dialogue.transcript.body(1, .response) == "012789x")
    #expect(dialogue.transcript.answers["3"]?.headers.first("a") != nil)
  }

  @Test("a gap to the very end of a frame keeps the framing", arguments: [1, 5, 10])
  func gapToTheEndOfAFrame(lost: Int) {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    let data = H2Forge.data(1, "0123456789", end: true)
    dialogue.server(H2Forge.headers(1, H2Forge.ok()), Array(data.dropLast(lost)))
    dialogue.loses(UInt64(lost), .toClient)
    #expect(dialogue.transcript.lines.suffix(2) == ["end 1 response gap \(10 - lost)/\(10 - lost)", "exchange 1 200"])
    #expect(dialogue.transcript.facts.first?.response.gapBytes == UInt64(lost))
  }

  @Test func missingPaddingIsNoGap() {
    let dialogue = H2Dialogue()
    let data = H2Forge.data(1, "x", end: true, padding: 9)
    dialogue.client(H2Forge.headers(1, H2Forge.post()), Array(data.dropLast(9)))
    dialogue.loses(9, .toServer)
    #expect(dialogue.transcript.lines.last == "end 1 request complete 1/1")
  }

  @Test func bytesMissingInAHeaderBlockCostTheHeadAndTheTable() {
    let dialogue = H2Dialogue()
    let block = H2Forge.inserting("a", "b") + H2Forge.block(H2Forge.post())
    let frame = H2Forge.headers(1, block)
    dialogue.client(Array(frame[..<20]))
    dialogue.loses(5, .toServer)
    dialogue.client(
      Array(frame[25...]), H2Forge.data(1, "body", end: true), H2Forge.headers(3, [0x83, 0xbe], end: true))
    #expect(
      dialogue.transcript.lines == [
        "anomaly http2.header-state-lost", "head 3 request", "end 3 request complete 0/0",
      ])
    dialogue.server(H2Forge.headers(1, H2Forge.ok(), end: true))
    #expect(dialogue.transcript.facts.first?.request.completeness == .gap)
    #expect(dialogue.transcript.facts.first?.request.bodyWireBytes == 4)
    #expect(dialogue.transcript.heads["3"]?.method == "POST")
  }

  @Test("after a gap across frames the next frames are found", arguments: 0...9)
  func resynchronization(lead: Int) {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true), H2Forge.headers(3, H2Forge.post(), end: true))
    dialogue.server(H2Forge.headers(1, H2Forge.ok()), Array(H2Forge.data(1, "0123456789").prefix(12)))
    dialogue.loses(1_000, .toClient)
    // The end of a frame that began in the gap.
    dialogue.server([UInt8](repeating: 0x7b, count: lead), H2Forge.data(1, "x", end: true))
    dialogue.server(H2Forge.headers(3, [0x88, 0xbe] + H2Forge.block([("a", "b")]), end: true))
    #expect(
      dialogue.transcript.lines.dropFirst(5) == [
        "gap 1 response ?", "anomaly http2.header-state-lost", "anomaly http.resynchronized",
        "end 1 response gap 4/4", "exchange 1 200", "head 3 response", "end 3 response complete 0/0", "exchange 3 200",
      ])
    #expect(dialogue.transcript.violations.isEmpty)
  }

  @Test func theLastFrameIsFoundWhenTheStreamEnds() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    dialogue.server(H2Forge.headers(1, H2Forge.ok()), H2Forge.data(1, "a"))
    dialogue.loses(50, .toClient)
    dialogue.server([UInt8]("rest of a frame".utf8), H2Forge.data(1, "last", end: true))
    #expect(dialogue.transcript.body(1, .response) == "a")
    dialogue.closes(.toClient)
    #expect(dialogue.transcript.body(1, .response) == "alast")
    #expect(dialogue.transcript.facts.first?.response.completeness == .gap)
  }

  @Test func textIsNeverTakenForFrames() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    dialogue.server(H2Forge.headers(1, H2Forge.ok()))
    dialogue.loses(50, .toClient)
    let before = dialogue.transcript.lines
    for _ in 0..<200 { dialogue.server([UInt8]("data: {\"jsonrpc\":\"2.0\"}\r\n\r\n\u{0}\u{0}\u{0}".utf8)) }
    dialogue.closes(.toClient)
    #expect(
      Array(dialogue.transcript.lines.dropFirst(before.count)) == ["end 1 response truncated 0/0", "exchange 1 200"])
  }

  @Test func aLostPrefaceDoesNotHideWhatFollows() {
    let dialogue = H2Dialogue(begun: false)
    dialogue.client(Array(H2Forge.preface.prefix(10)))
    dialogue.loses(40, .toServer)
    dialogue.client(
      H2Forge.headers(1, H2Forge.post()), H2Forge.data(1, "x", end: true), H2Forge.headers(3, H2Forge.post(), end: true)
    )
    #expect(dialogue.transcript.heads.count == 2)
    #expect(dialogue.transcript.anomalies == [.h2HeaderStateLost, .resynchronized])
  }

  @Test func anEndlessGapIsHarmless() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post()))
    dialogue.loses(.max, .toServer)
    dialogue.loses(.max, .toServer)
    dialogue.finishes()
    #expect(dialogue.transcript.facts.first?.request.completeness == .truncated)
  }
}
