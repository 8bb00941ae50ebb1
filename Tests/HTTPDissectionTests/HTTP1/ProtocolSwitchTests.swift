import ByteParsing
import HTTPDissection
import Testing
import TrafficModel

@Suite struct ProtocolSwitchTests {
  static let webSocketRequest = "GET /ws HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
  static let webSocketResponse = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"

  let transcript = ExchangeTranscript()
  let conversation: HTTP1Conversation

  init() {
    conversation = HTTP1Conversation(
      flow: .example, isEncrypted: false, isMidstream: false, limits: HTTPLimits(), observer: transcript)
  }

  func client(_ text: String) -> Int {
    conversation.receive(Array(text.utf8).span.bytes, .toServer, moment: .example(1))
  }
  func server(_ text: String) -> Int {
    conversation.receive(Array(text.utf8).span.bytes, .toClient, moment: .example(2))
  }

  @Test func bytesBehindThe101AreTheCallers() {
    #expect(client(Self.webSocketRequest) == Self.webSocketRequest.utf8.count)
    #expect(!conversation.isUpgraded)
    #expect(server(Self.webSocketResponse + "frames") == Self.webSocketResponse.utf8.count)
    #expect(conversation.protocolSwitch?.target == .webSocket)
    #expect(client("frames") == 0)
    #expect(server("more") == 0)
    #expect(conversation.takeHeld().isEmpty)
    conversation.finish(.closed, moment: .example(3))
    #expect(transcript.entries.map(\.fact.status) == [101])
    #expect(transcript.upgrades == [101])
    #expect(transcript.violations.isEmpty)
  }

  @Test func bytesThatCameBeforeThe101AreHeldForTheCaller() {
    #expect(client(Self.webSocketRequest + "\u{1}fra") == Self.webSocketRequest.utf8.count + 4)
    #expect(client("mes") == 3)
    #expect(server(Self.webSocketResponse) == Self.webSocketResponse.utf8.count)
    #expect(String(decoding: conversation.takeHeld(), as: UTF8.self) == "\u{1}frames")
    #expect(conversation.takeHeld().isEmpty)
    #expect(client("more") == 0)
  }

  @Test func aServerThatStaysWithHTTPIsRead() {
    #expect(client(Self.webSocketRequest + "GET /2 HTTP/1.1\r\n\r\n") > 0)
    #expect(server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n") > 0)
    conversation.finish(.closed, moment: .example(3))
    #expect(!conversation.isUpgraded)
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/ws"), UntrustedText("/2")])
    #expect(transcript.entries.map(\.fact.status) == [200, 404])
  }

  @Test func requestsHeldBecauseTheyWereCutAreReadWhenTheServerRefuses() {
    _ = client(Self.webSocketRequest + "G")
    _ = client("ET /2 HTTP/1.1\r\n\r\n")
    _ = server("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    conversation.finish(.closed, moment: .example(3))
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/ws"), UntrustedText("/2")])
  }

  @Test func a101ThatIsSeenBeforeItsRequestWaitsForIt() {
    #expect(server(Self.webSocketResponse + "frames") == Self.webSocketResponse.utf8.count)
    #expect(client(Self.webSocketRequest + "frames") == Self.webSocketRequest.utf8.count)
    #expect(client("more") == 0)
    conversation.finish(.closed, moment: .example(3))
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/ws")])
  }

  @Test func aConnectThatSucceedsIsATunnel() {
    let request = "CONNECT mcp.example:443 HTTP/1.1\r\nHost: mcp.example:443\r\n\r\n"
    let response = "HTTP/1.1 200 Connection established\r\nContent-Length: 5\r\n\r\n"
    #expect(client(request + "\u{16}\u{3}") == request.utf8.count + 2)
    #expect(server(response + "bytes") == response.utf8.count)
    #expect(conversation.protocolSwitch?.target == .tunnel)
    #expect(conversation.takeHeld() == [0x16, 3])
    conversation.finish(.closed, moment: .example(3))
    #expect(transcript.entries.map(\.fact.host) == [UntrustedText("mcp.example:443")])
  }

  @Test func aConnectThatFailsIsAnExchange() {
    _ = client("CONNECT mcp.example:443 HTTP/1.1\r\n\r\n")
    _ = server("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\n\r\nno")
    conversation.finish(.closed, moment: .example(3))
    #expect(!conversation.isUpgraded)
    #expect(transcript.entries.map(\.responseText) == ["no"])
  }

  @Test func theAnswerToAnUpgradeToHTTP2IsLeftOpenForIt() {
    let request =
      "POST /mcp HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\n{}"
    #expect(client(request + "PRI * HTTP/2.0\r\n\r\n") == request.utf8.count + 18)
    #expect(server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n") == 50)
    #expect(conversation.protocolSwitch?.target == .http2)
    #expect(conversation.takeHeld().count == 18)
    #expect(transcript.entries.isEmpty)
    let exchange = conversation.protocolSwitch?.exchange
    #expect(exchange?.interimStatuses == [101])
    #expect(exchange?.request.completeness == .complete)
    #expect(exchange?.response.completeness == .missing)
    conversation.finish(.closed, moment: .example(3))
    #expect(transcript.entries.map(\.requestText) == ["{}"])
  }
}
