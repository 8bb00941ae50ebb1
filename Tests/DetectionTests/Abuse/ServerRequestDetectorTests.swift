import Detection
import Testing
import TrafficModel

@Suite struct ServerRequestDetectorTests {
  private func asks(_ count: Int, every seconds: Double) -> [TrafficEvent] {
    (0..<count).map { .message(Example.message("sampling/createMessage", from: .toClient, at: Double($0) * seconds)) }
  }

  @Test("ten in a minute are silent, one more is a claim", arguments: [(10, 1.0, 0), (11, 1.0, 1), (30, 7.0, 0)])
  func rate(count: Int, every: Double, expected: Int) {
    let found = claims(ServerRequestDetector(), asks(count, every: every))
    #expect((found.isEmpty ? 0 : 1) == expected)
  }

  @Test func theClientsOwnRequestsDoNotCount() {
    let events = (0..<50).map { TrafficEvent.message(Example.message("sampling/createMessage", at: Double($0))) }
    #expect(claims(ServerRequestDetector(), events).isEmpty)
  }

  @Test(
    "where a person is sent",
    arguments: [
      ("https://login.mcp.example/consent", 0), ("https://mcp.example/connect?x=1", 0), ("http://127.0.0.1:9000/cb", 0),
      ("https://evil.test/login", 1), ("http://mcp.example/connect", 1), ("https://203.0.113.9/x", 1),
      ("https://mcp.example@evil.test/", 1), ("https://xn--mcp-xyz.example/", 1),
    ])
  func address(url: String, count: Int) {
    let params = #"{"mode":"url","url":"\#(url)","message":"Please sign in"}"#
    let message = Example.message("elicitation/create", from: .toClient, params: params)
    #expect(claims(ServerRequestDetector(), [.message(message)]).count == count)
  }

  @Test(
    "fields of forms",
    arguments: [
      (#""apiKey":{"type":"string"}"#, 1), (#""field_1":{"type":"string","title":"Card number"}"#, 1),
      (#""mail_password":{"type":"string"}"#, 1), (#""opinion":{"type":"string","title":"Opinion"}"#, 0),
      (#""city":{"type":"string","description":"You need no password"}"#, 0), (#""shipping":{"type":"string"}"#, 0),
    ])
  func fields(properties: String, count: Int) {
    let params = #"{"message":"Please fill in","requestedSchema":{"type":"object","properties":{\#(properties)}}}"#
    let found = claims(
      ServerRequestDetector(), [.message(Example.message("elicitation/create", from: .toClient, params: params))])
    #expect(found.map(\.severity) == (0..<count).map { _ in .high })
  }
}
