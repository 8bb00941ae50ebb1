import HTTPDissection
import Testing
import TrafficModel

@Suite struct HTTP1ConversationTests {
  static let post = "POST /mcp HTTP/1.1\r\nHost: mcp.example\r\nContent-Length: 2\r\n\r\n{}"
  static let ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\nnull"

  @Test func aRequestAndItsResponseAreOneExchange() throws {
    let transcript = Dialogue(.client(Self.post), .server(Self.ok)).run()
    let entry = try #require(transcript.entries.first)
    #expect(transcript.entries.count == 1)
    #expect(transcript.violations.isEmpty)
    #expect(transcript.anomalies.isEmpty)
    #expect(entry.fact.method == UntrustedText("POST"))
    #expect(entry.fact.target == UntrustedText("/mcp"))
    #expect(entry.fact.host == UntrustedText("mcp.example"))
    #expect(entry.fact.status == 200)
    #expect(entry.fact.request.completeness == .complete)
    #expect(entry.fact.response.completeness == .complete)
    #expect(entry.requestText == "{}")
    #expect(entry.responseText == "null")
    #expect(entry.fact.response.headers.first("content-type").map { Array($0) } == Array("application/json".utf8))
  }

  @Test func keepAliveAndPipeliningPairInOrder() {
    let requests = (1...5).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
    let responses = (1...5).map { "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\($0)" }
    let alternating = Dialogue(
      .client(requests[0]), .server(responses[0]), .client(requests[1]), .server(responses[1]),
      .client(requests[2] + requests[3]), .client(requests[4]), .server(responses[2] + responses[3]),
      .server(responses[4]))
    let transcript = alternating.run()
    #expect(transcript.entries.map(\.fact.target) == (1...5).map { UntrustedText("/\($0)") })
    #expect(transcript.entries.map(\.responseText) == ["1", "2", "3", "4", "5"])
    #expect(transcript.entries.map(\.fact.streamID) == [1, 2, 3, 4, 5])
  }

  @Test func aResponseThatCompletesBeforeItsRequestFindsIt() {
    let head = "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n"
    let transcript = Dialogue(
      .server(Self.ok), .client(head + "ab"), .client("cd" + Self.post), .server(Self.ok)
    ).run()
    #expect(transcript.entries.count == 2)
    #expect(transcript.entries.map(\.requestText) == ["abcd", "{}"])
    #expect(transcript.entries.allSatisfy { $0.fact.response.completeness == .complete })
    #expect(transcript.anomalies == [.responseBeforeRequest])
  }

  @Test func chunksAreTakenApart() throws {
    let reply =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "3;ext=\"a\"\r\nabc\r\n0A\r\n0123456789\r\n0\r\nX-Trailer: 1\r\n\r\n"
    let transcript = Dialogue(.client(Self.post), .server(reply), .client(Self.post), .server(Self.ok)).run()
    #expect(transcript.entries.map(\.responseText) == ["abc0123456789", "null"])
    #expect(transcript.entries[0].fact.response.bodyWireBytes == 13)
    #expect(transcript.anomalies.isEmpty)
  }

  @Test func aBodyWithoutLengthRunsToTheEndOfTheStream() {
    let reply = "HTTP/1.0 200 OK\r\n\r\nall of this"
    let whole = Dialogue(.client(Self.post), .server(reply), .end(.toClient)).run()
    #expect(whole.entries.map(\.responseText) == ["all of this"])
    #expect(whole.entries[0].fact.response.completeness == .complete)
    var cut = Dialogue(.client(Self.post), .server(reply))
    cut.state = .reset
    #expect(cut.run().entries[0].fact.response.completeness == .truncated)
  }

  @Test(arguments: [
    ("HEAD / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"),
    ("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n"),
    ("DELETE / HTTP/1.1\r\n\r\n", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"),
  ])
  func responsesWithoutBody(request: String, response: String) {
    let transcript = Dialogue(.client(request), .server(response), .client(Self.post), .server(Self.ok)).run()
    #expect(transcript.entries.map(\.responseText) == ["", "null"])
    #expect(transcript.entries.allSatisfy { $0.fact.response.completeness == .complete })
  }

  @Test func interimResponsesAreNoResponses() {
    let request = "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    let transcript = Dialogue(
      .client(request), .server("HTTP/1.1 100 Continue\r\n\r\n"), .client("{}"),
      .server("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" + Self.ok)
    ).run()
    #expect(transcript.entries.count == 1)
    #expect(transcript.entries[0].fact.interimStatuses == [100, 103])
    #expect(transcript.entries[0].requestText == "{}")
  }

  @Test func aRefusedExpectationMayLeaveTheBodyAway() {
    let request = "POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 20\r\n\r\n"
    let transcript = Dialogue(
      .client(request), .server("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"), .client(Self.post),
      .server(Self.ok)
    ).run()
    #expect(transcript.entries.map(\.requestText) == ["", "{}"])
    #expect(transcript.entries.map(\.fact.request.completeness) == [.truncated, .complete])
  }
}
