import HTTPDissection
import Testing
import TrafficModel

@Suite struct HTTP2MidstreamTests {
  /// Three frames, so that the framing is found.
  static let noise = H2Forge.ping() + H2Forge.ping() + H2Forge.ping()

  @Test("frames are found whatever rest of one comes first", arguments: ["", "a", "{\"x\":1}", "\u{0}\u{0}\u{0}"])
  func restOfAFrame(text: String) {
    let dialogue = H2Dialogue(.midstream)
    dialogue.client([UInt8](text.utf8), Self.noise, H2Forge.headers(7, [0x83, 0x87, 0xbe, 0xc1], end: true))
    #expect(
      dialogue.transcript.lines == [
        "anomaly http.resynchronized", "anomaly http2.header-state-lost", "head 7 request",
        "end 7 request complete 0/0",
      ])
    #expect(dialogue.transcript.heads["7"]?.method == "POST")
    #expect(dialogue.transcript.heads["7"]?.scheme == "https")
    #expect(dialogue.transcript.heads["7"]?.target == [])
    #expect(dialogue.transcript.heads["7"]?.authority == nil)
    #expect(dialogue.transcript.sidesWithLostFields == ["7 request"])
    dialogue.finishes()
    #expect(dialogue.transcript.facts.first?.method == UntrustedText("POST"))
    #expect(dialogue.transcript.facts.first?.target == nil)
  }

  @Test func aBodyWithoutItsHeadIsCountedAndNotDelivered() {
    let dialogue = H2Dialogue(.midstream)
    dialogue.server(Self.noise, H2Forge.data(5, "rest"), H2Forge.data(5, "", end: true))
    dialogue.finishes()
    #expect(dialogue.transcript.facts.map(\.streamID) == [5])
    #expect(dialogue.transcript.facts.first?.response.completeness == .gap)
    #expect(dialogue.transcript.facts.first?.response.bodyWireBytes == 4)
    #expect(dialogue.transcript.bodies.isEmpty)
  }

  @Test func trailersOfAnUnseenMessageAreNoHead() {
    let dialogue = H2Dialogue(.midstream)
    dialogue.server(Self.noise, H2Forge.headers(5, [("grpc-status", "0")], end: true))
    dialogue.client(Self.noise, H2Forge.headers(7, [("x", "0")], end: true))
    dialogue.finishes()
    #expect(dialogue.transcript.lines == ["anomaly http.resynchronized", "anomaly http.resynchronized"])
  }

  @Test func aLostStatusIsZero() {
    let dialogue = H2Dialogue(.midstream)
    dialogue.server(Self.noise, H2Forge.headers(5, [0xbe] + H2Forge.block([("content-type", "text/html")])))
    #expect(dialogue.transcript.answers["5"]?.status == 0)
    #expect(dialogue.transcript.answers["5"]?.headers.count == 1)
    dialogue.finishes()
    #expect(dialogue.transcript.facts.count == 1)
    #expect(dialogue.transcript.facts.first?.status == nil)
  }

  @Test func whatTheTableLearnsIsUsed() {
    let dialogue = H2Dialogue(.midstream)
    dialogue.client(
      Self.noise, H2Forge.headers(7, [0x83] + H2Forge.inserting(":path", "/mcp"), end: true),
      H2Forge.headers(9, [0x83, 0xbe], end: true))
    #expect(dialogue.transcript.heads["9"]?.target == [UInt8]("/mcp".utf8))
    #expect(!dialogue.transcript.anomalies.contains(.h2HeaderStateLost))
  }

  @Test func oneDirectionAloneIsEnough() {
    let dialogue = H2Dialogue(begun: false)
    dialogue.server(H2Forge.serverStart, H2Forge.headers(1, H2Forge.ok()), H2Forge.data(1, "x", end: true))
    dialogue.finishes()
    #expect(dialogue.transcript.facts.map(\.request.completeness) == [.missing])
    #expect(dialogue.transcript.facts.map(\.response.completeness) == [.complete])
  }

  @Test("an event stream whose head was not captured is told", arguments: [1, 3, 4, 9, 100])
  func eventStream(size: Int) {
    let dialogue = H2Dialogue(.midstream)
    let frames =
      Self.noise + H2Forge.data(5, "half an event\n\n") + H2Forge.data(5, "event: message\ndata: {}\n\n")
      + H2Forge.data(5, "data: 2\n\n", end: true)
    for start in stride(from: 0, to: frames.count, by: size) {
      dialogue.server(Array(frames[start..<min(start + size, frames.count)]))
    }
    #expect(dialogue.transcript.body(5, .response) == "event: message\ndata: {}\n\ndata: 2\n\n")
    dialogue.finishes()
    #expect(dialogue.transcript.lines.contains("gap 5 response ?"))
    #expect(dialogue.transcript.facts.first?.response.completeness == .gap)
    #expect(dialogue.transcript.facts.first?.response.bodyWireBytes == 49)
  }
}
