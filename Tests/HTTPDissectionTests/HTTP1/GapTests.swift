import HTTPDissection
import Testing
import TrafficModel

@Suite struct GapTests {
  static func get(_ path: String) -> Dialogue.Step { .client("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n") }
  static func ok(_ body: String) -> Dialogue.Step {
    .server("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  @Test func aGapInsideASizedBodyIsCountedAndTheBodyGoesOn() {
    let transcript = Dialogue(
      Self.get("/1"), .server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), .gap(.toClient, 4), .server("hij"),
      Self.get("/2"), Self.ok("two")
    ).run()
    #expect(transcript.entries.map(\.responseText) == ["abchij", "two"])
    let response = transcript.entries[0].fact.response
    #expect(response.completeness == .gap)
    #expect(response.gapBytes == 4)
    #expect(response.bodyWireBytes == 6)
    #expect(transcript.gaps == [4])
    #expect(transcript.anomalies.isEmpty)
  }

  @Test("a gap to the very end of a body, and beyond", arguments: [(7, false), (8, true), (400, true)])
  func aGapOverTheEnd(length: UInt64, isResynchronized: Bool) {
    let transcript = Dialogue(
      Self.get("/1"), .server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), .gap(.toClient, length),
      Self.get("/2"), Self.ok("two")
    ).run()
    #expect(transcript.entries.map(\.responseText) == ["abc", "two"])
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/1"), UntrustedText("/2")])
    #expect(transcript.entries[0].fact.response.gapBytes == 7)
    #expect(transcript.anomalies == (isResynchronized ? [.resynchronized] : []))
  }

  @Test func aGapInsideAChunkKeepsTheChunks() {
    let transcript = Dialogue(
      Self.get("/1"), .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n01"), .gap(.toClient, 8),
      .server("\r\n2\r\nab\r\n0\r\n\r\n")
    ).run()
    #expect(transcript.entries.map(\.responseText) == ["01ab"])
    #expect(transcript.entries[0].fact.response.gapBytes == 8)
    #expect(transcript.anomalies.isEmpty)
  }

  @Test func aGapOverChunkHeadersIsHealedByTheNextChunk() {
    let transcript = Dialogue(
      Self.get("/1"), .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n"),
      .gap(.toClient, 40), .server("9\r\ndata: 3\n\n\r\n"), .server("0\r\n\r\n"), Self.get("/2"), Self.ok("two")
    ).run()
    #expect(transcript.entries.map(\.responseText) == ["data: 1\n\ndata: 3\n\n", "two"])
    #expect(transcript.entries[0].fact.response.completeness == .gap)
    #expect(transcript.gaps == [nil])
    #expect(transcript.anomalies == [.resynchronized])
  }

  @Test func aGapThatEndsInsideAChunkSkipsToTheNext() {
    let transcript = Dialogue(
      Self.get("/1"), .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata"),
      .gap(.toClient, 40), .server("st of it\n\n\r\n9\r\ndata: 3\n\n\r\n0\r\n\r\n")
    ).run()
    #expect(transcript.entries.map(\.responseText) == ["datadata: 3\n\n"])
    #expect(transcript.violations.isEmpty)
  }

  @Test func aLostRequestDoesNotShiftThePairing() {
    let transcript = Dialogue(
      Self.get("/1"), Self.ok("one"), .gap(.toServer, 80), Self.ok("two"), Self.get("/3"), Self.ok("three")
    ).run()
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/1"), nil, UntrustedText("/3")])
    #expect(transcript.entries.map(\.responseText) == ["one", "two", "three"])
  }

  @Test func aLostRequestThatIsToldLateDoesNotShiftThePairing() {
    let transcript = Dialogue(
      Self.get("/1"), Self.ok("one"), Self.ok("two"), .gap(.toServer, 80), Self.get("/3"), Self.ok("three")
    ).run()
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/1"), nil, UntrustedText("/3")])
    #expect(transcript.entries.map(\.responseText) == ["one", "two", "three"])
  }

  @Test("a head is lost whose body, without a line feed, is there", arguments: [Int.max, 7, 1])
  func aBodyWithoutItsHeadDoesNotShiftThePairing(pieces: Int) {
    let requests = Dialogue(
      Self.get("/1"), Self.ok("one"), .gap(.toServer, 80), .client(#"{"id":2}"#), Self.ok("two"),
      .client("POST /3 HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n"), .client(#"{"id":3}"#), Self.ok("three")
    ).cut(every: pieces).run()
    #expect(requests.entries.map(\.fact.target) == [UntrustedText("/1"), nil, UntrustedText("/3")])
    #expect(requests.entries.map(\.responseText) == ["one", "two", "three"])
    let responses = Dialogue(
      Self.get("/1"), .gap(.toClient, 80), .server(#"{"id":1}"#), Self.get("/2"), Self.ok("two"), Self.get("/3"),
      Self.ok("three")
    ).cut(every: pieces).run()
    #expect(responses.entries.map(\.fact.target) == (1...3).map { UntrustedText("/\($0)") })
    #expect(responses.entries.map(\.responseText) == ["", "two", "three"])
  }

  @Test func aLostResponseDoesNotShiftThePairing() {
    let transcript = Dialogue(
      Self.get("/1"), Self.ok("one"), Self.get("/2"), .gap(.toClient, 80), Self.get("/3"), Self.ok("three"),
      Self.get("/4"), Self.ok("four")
    ).run()
    #expect(transcript.entries.map(\.fact.target) == (1...4).map { UntrustedText("/\($0)") })
    #expect(transcript.entries.map(\.responseText) == ["one", "", "three", "four"])
    #expect(transcript.entries[1].fact.response.completeness == .missing)
  }

  @Test func aHeadThatIsCutOffSaysWhatItCan() {
    let transcript = Dialogue(
      .client("POST /mcp?x=1 HTTP/1.1\r\nHost: mcp.example\r\nContent-Len"), .gap(.toServer, 60), Self.ok("one"),
      Self.get("/2"), Self.ok("two")
    ).run()
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/mcp?x=1"), UntrustedText("/2")])
    #expect(transcript.entries.map(\.responseText) == ["one", "two"])
    #expect(transcript.entries[0].fact.host == UntrustedText("mcp.example"))
    #expect(transcript.entries[0].fact.request.completeness == .gap)
    #expect(transcript.violations.isEmpty)
  }

  @Test func anEventStreamBehindACutHeadStaysWithItsRequest() {
    let transcript = Dialogue(
      Self.get("/1"), .server("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Y"), .gap(.toClient, 60),
      .server("9\r\ndata: 1\n\n\r\n0\r\n\r\n"), Self.get("/2"), Self.ok("two")
    ).run()
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/1"), UntrustedText("/2")])
    #expect(transcript.entries.map(\.responseText) == ["data: 1\n\n", "two"])
    #expect(transcript.entries.map(\.fact.response.completeness) == [.gap, .complete])
    #expect(transcript.violations.isEmpty)
  }

  @Test func aCaptureThatBeginsBetweenRequestAndResponseDoesNotShiftThePairing() {
    let transcript = Dialogue(
      Self.ok("zero"), Self.get("/1"), Self.ok("one"), Self.get("/2"), Self.ok("two"), midstream: true
    ).run()
    #expect(transcript.entries.map(\.fact.target) == [nil, UntrustedText("/1"), UntrustedText("/2")])
    #expect(transcript.entries.map(\.responseText) == ["zero", "one", "two"])
    #expect(transcript.anomalies.isEmpty)
  }

  @Test func aCaptureThatBeginsInsideBodiesFindsTheNextMessages() {
    let transcript = Dialogue(
      .client("rest of a request}"), .server("rest of a response}"), Self.get("/1"), Self.ok("one"), midstream: true
    ).run()
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/1")])
    #expect(transcript.entries.map(\.responseText) == ["one"])
    #expect(transcript.anomalies == [.resynchronized, .resynchronized])
  }

  @Test func aCaptureThatBeginsInsideAnEventStreamReadsItsEvents() {
    let transcript = Dialogue(
      .server("d\r\ndata: two\r\n\r\n\r\n"), .server("8\r\n: ping\r\n\r\n"), .server("0\r\n\r\n"), Self.get("/1"),
      Self.ok("one"), midstream: true
    ).run()
    #expect(transcript.entries.map(\.responseText) == ["data: two\r\n\r\n: ping\r\n", "one"])
    #expect(transcript.entries[0].fact.response.completeness == .gap)
    #expect(transcript.entries[0].fact.status == nil)
    #expect(transcript.violations.isEmpty)
  }

  @Test func oneDirectionAloneGivesItsMessages() {
    let requests = Dialogue(Self.get("/1"), Self.get("/2"), Self.get("/3"), midstream: true).run()
    #expect(requests.entries.map(\.fact.target) == (1...3).map { UntrustedText("/\($0)") })
    #expect(requests.entries.allSatisfy { $0.fact.response.completeness == .missing })
    let responses = Dialogue(Self.ok("1"), Self.ok("2"), Self.ok("3"), midstream: true).run()
    #expect(responses.entries.map(\.responseText) == ["1", "2", "3"])
    #expect(responses.entries.allSatisfy { $0.fact.request.completeness == .missing })
  }

  @Test func whatIsUnfinishedIsTruncatedOrStillOpen() {
    var dialogue = Dialogue(Self.get("/1"), .server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"), Self.get("/2"))
    dialogue.state = .open
    #expect(dialogue.run().entries.map(\.fact.response.completeness) == [.open, .missing])
    dialogue.state = .timedOut
    #expect(dialogue.run().entries.map(\.fact.response.completeness) == [.truncated, .missing])
  }
}
