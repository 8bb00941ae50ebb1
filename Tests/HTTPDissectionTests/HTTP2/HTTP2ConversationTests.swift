import HTTPDissection
import Testing
import TrafficModel

@Suite struct HTTP2ConversationTests {
  @Test func anExchangeIsToldLikeThatOfHTTP1() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post([("content-length", "4")])), H2Forge.data(1, "ping", end: true))
    dialogue.server(H2Forge.headers(1, H2Forge.ok()), H2Forge.data(1, "po"), H2Forge.data(1, "ng", end: true))
    #expect(
      dialogue.transcript.lines == [
        "head 1 request", "end 1 request complete 4/4", "head 1 response", "end 1 response complete 4/4",
        "exchange 1 200",
      ])
    #expect(dialogue.transcript.body(1, .request) == "ping")
    #expect(dialogue.transcript.body(1, .response) == "pong")
    #expect(dialogue.transcript.facts.first?.version == .http2)
    #expect(dialogue.transcript.facts.first?.host == UntrustedText("mcp.example"))
    #expect(dialogue.transcript.facts.first?.target == UntrustedText("/mcp"))
  }

  @Test func pseudoFieldsBecomeTheHeadAndCookieCrumbsStayApart() {
    let dialogue = H2Dialogue()
    dialogue.client(
      H2Forge.headers(1, H2Forge.post([("cookie", "a=1"), ("cookie", "b=2"), ("accept", "*/*")]), end: true))
    let head = dialogue.transcript.heads["1"]
    #expect(head?.method == "POST")
    #expect(head?.scheme == "https")
    #expect(head?.authority == [UInt8]("mcp.example".utf8))
    #expect(head?.headers.count == 3)
    #expect(head?.headers.all("cookie").count == 2)
  }

  @Test func hostStandsInForAMissingAuthority() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, [(":method", "GET"), (":path", "/"), ("host", "h.example")], end: true))
    #expect(dialogue.transcript.heads["1"]?.authority == [UInt8]("h.example".utf8))
  }

  @Test func streamsInterleave() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post()), H2Forge.headers(3, H2Forge.post()))
    dialogue.client(H2Forge.data(1, "a"), H2Forge.data(3, "x"), H2Forge.data(1, "b", end: true))
    dialogue.server(H2Forge.headers(3, H2Forge.ok()), H2Forge.headers(1, H2Forge.ok()))
    dialogue.client(H2Forge.data(3, "y", end: true))
    dialogue.server(H2Forge.data(1, "1"), H2Forge.data(3, "3", end: true), H2Forge.data(1, "1", end: true))
    #expect(dialogue.transcript.body(1, .request) == "ab")
    #expect(dialogue.transcript.body(3, .request) == "xy")
    #expect(dialogue.transcript.body(1, .response) == "11")
    #expect(dialogue.transcript.facts.map(\.streamID) == [3, 1])
    #expect(dialogue.transcript.anomalies.isEmpty)
  }

  @Test("padding and priority are taken away", arguments: [0, 1, 255])
  func padding(count: Int) {
    let dialogue = H2Dialogue()
    let block = [UInt8(count)] + [0, 0, 0, 3, 16] + H2Forge.block(H2Forge.post()) + [UInt8](repeating: 0, count: count)
    dialogue.client(
      H2Forge.frame(1, flags: 0x2c, stream: 1, block), H2Forge.data(1, "x", padding: count),
      H2Forge.data(1, "y", end: true, padding: count))
    #expect(dialogue.transcript.body(1, .request) == "xy")
    #expect(dialogue.transcript.lines.last == "end 1 request complete 2/2")
    #expect(dialogue.transcript.anomalies.isEmpty)
  }

  @Test("a header block may be cut into CONTINUATION frames anywhere", arguments: 0...20)
  func continuation(cut: Int) {
    let dialogue = H2Dialogue()
    let block = H2Forge.block(H2Forge.post())
    dialogue.client(
      H2Forge.headers(1, Array(block[..<cut]), end: true, endHeaders: false),
      H2Forge.continuation(1, Array(block[cut..<cut + 5]), endHeaders: false),
      H2Forge.continuation(1, Array(block[(cut + 5)...])))
    #expect(dialogue.transcript.lines == ["head 1 request", "end 1 request complete 0/0"])
    #expect(dialogue.transcript.heads["1"]?.target == [UInt8]("/mcp".utf8))
  }

  @Test func trailersEndAMessage() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    dialogue.server(
      H2Forge.headers(1, H2Forge.ok()), H2Forge.data(1, "x"), H2Forge.headers(1, [("grpc-status", "0")], end: true))
    #expect(dialogue.transcript.lines.suffix(2) == ["end 1 response complete 1/1", "exchange 1 200"])
    #expect(dialogue.transcript.answers["1"]?.headers.isEmpty == true)
  }

  @Test func interimHeadsAreKeptApart() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    dialogue.server(
      H2Forge.headers(1, [(":status", "100")]), H2Forge.headers(1, [(":status", "103"), ("link", "x")]),
      H2Forge.headers(1, H2Forge.ok(), end: true))
    #expect(dialogue.transcript.facts.first?.interimStatuses == [100, 103])
    #expect(dialogue.transcript.facts.first?.status == 200)
  }

  @Test func aPushedExchangeHasARequestOfItsOwn() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    dialogue.server(
      H2Forge.promise(1, promising: 2, [(":method", "GET"), (":path", "/style.css")]),
      H2Forge.headers(1, H2Forge.ok(), end: true), H2Forge.headers(2, H2Forge.ok()), H2Forge.data(2, "css", end: true))
    #expect(dialogue.transcript.facts.map(\.streamID) == [1, 2])
    #expect(dialogue.transcript.facts.last?.target == UntrustedText("/style.css"))
    #expect(dialogue.transcript.facts.last?.request.completeness == .complete)
    #expect(dialogue.transcript.anomalies.isEmpty)
  }

  @Test("CONNECT leaves HTTP on its stream alone", arguments: [(false, "mcp.example:443"), (true, "/chat")])
  func connect(extended: Bool, target: String) {
    let dialogue = H2Dialogue()
    let head =
      extended
      ? [
        (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "https"), (":path", "/chat"),
        (":authority", "mcp.example"),
      ]
      : [(":method", "CONNECT"), (":authority", "mcp.example:443")]
    dialogue.client(H2Forge.headers(1, head), H2Forge.headers(3, H2Forge.post(), end: true))
    dialogue.server(H2Forge.headers(1, H2Forge.ok()))
    dialogue.client(H2Forge.data(1, "up"))
    dialogue.server(H2Forge.data(1, "down"), H2Forge.headers(3, H2Forge.ok(), end: true))
    #expect(dialogue.transcript.lines.contains("upgraded 1"))
    #expect(dialogue.transcript.heads["1"]?.target == [UInt8](target.utf8))
    #expect(dialogue.transcript.heads["1"]?.headers.first(":protocol") != nil || !extended)
    #expect(dialogue.transcript.body(1, .request) == "up")
    #expect(dialogue.transcript.body(1, .response) == "down")
    #expect(dialogue.transcript.facts.map(\.streamID) == [3])
    #expect(dialogue.transcript.anomalies.isEmpty)
  }

  @Test func aResponseMayBeCapturedBeforeItsRequest() {
    let dialogue = H2Dialogue()
    dialogue.server(H2Forge.headers(3, H2Forge.ok()), H2Forge.data(3, "x", end: true))
    dialogue.server(H2Forge.headers(1, H2Forge.ok(), end: true))
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true), H2Forge.headers(3, H2Forge.post(), end: true))
    #expect(dialogue.transcript.facts.map(\.streamID) == [1, 3])
    #expect(dialogue.transcript.facts.allSatisfy { $0.request.completeness == .complete && $0.status == 200 })
  }

  @Test func framesOfUnknownTypesAreSkipped() {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post()))
    dialogue.client(H2Forge.frame(0x10, [0, 0, 0, 1] + [UInt8]("u=1".utf8)), H2Forge.frame(0xfe, stream: 1, [1, 2]))
    dialogue.client(H2Forge.data(1, "x", end: true))
    #expect(dialogue.transcript.lines == ["head 1 request", "end 1 request complete 1/1"])
  }

  @Test func contentCodingsAreRemoved() {
    let dialogue = H2Dialogue()
    let gzip = [UInt8](hex: "1f8b08000000000000ff2bc8cc4b070035 3bf75904000000")
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    dialogue.server(H2Forge.headers(1, H2Forge.ok([("content-encoding", "gzip")])), H2Forge.data(1, gzip, end: true))
    #expect(dialogue.transcript.body(1, .response) == "ping")
    #expect(dialogue.transcript.facts.first?.response.bodyWireBytes == UInt64(gzip.count))
    #expect(dialogue.transcript.facts.first?.response.bodyBytes == 4)
  }

  @Test func anotherProtocolIsOpaque() {
    let dialogue = H2Dialogue(begun: false)
    dialogue.client([UInt8]("PRI * HTTP/2.1\r\n".utf8), H2Forge.headers(1, H2Forge.post()))
    dialogue.server(H2Forge.headers(1, H2Forge.ok()))
    #expect(dialogue.transcript.lines == ["anomaly http.desynchronized"])
    #expect(dialogue.conversation.isOpaque)
  }
}
