import Detection
import Testing
import TrafficModel

@Suite struct RebindingDetectorTests {
  private func request(
    host: String, origin: String? = nil, server: String = "127.0.0.1", status: UInt16 = 200
  ) -> TrafficEvent {
    var exchange = Example.exchange(
      origin.map { [("origin", $0)] } ?? [], status: status, client: server == "127.0.0.1" ? server : "192.0.2.10",
      server: server)
    exchange.host = UntrustedText(host)
    return .http(exchange)
  }

  private func keys(_ events: TrafficEvent...) -> [String] {
    claims(RebindingDetector(), events).map { "\($0.deduplicationKey) \($0.severity)" }
  }

  @Test(
    "who asked for what on a local server decides",
    arguments: [
      ("localhost:8000", nil, "127.0.0.1", []), ("127.0.0.1:8000", nil, "127.0.0.1", []),
      ("evil.example:8000", nil, "127.0.0.1", ["host high"]),
      ("localhost:8000", "https://evil.example", "127.0.0.1", ["origin high"]),
      ("localhost:8000", "http://localhost:6274", "127.0.0.1", []),
      ("localhost:8000", "null", "127.0.0.1", ["origin high"]),
      ("mcp.corp.example", "https://app.corp.example", "10.0.0.7", []),
      ("mcp.corp.example", "https://evil.test", "10.0.0.7", ["origin high"]),
      ("mcp.example", "https://evil.test", "8.8.4.4", []), ("localhost", "vscode-webview://x", "127.0.0.1", []),
    ] as [(String, String?, String, [String])])
  func cases(host: String, origin: String?, server: String, expected: [String]) {
    #expect(
      claims(RebindingDetector(), [request(host: host, origin: origin, server: server)])
        .map { "\($0.deduplicationKey) \($0.severity)" } == expected)
  }

  @Test func aRefusalIsLow() {
    #expect(keys(request(host: "evil.example", status: 403)) == ["host-refused low"])
    #expect(keys(request(host: "evil.example", status: 404)).isEmpty)
  }

  @Test func aNameThatMovesInsideIsRebinding() {
    func answer(_ address: String) -> TrafficEvent {
      var exchange = DNSExchange(
        flow: Example.flow(port: 53, transport: .udp), extent: Example.extent(0), messageID: 1,
        name: UntrustedText("evil.example"), type: .a, classNumber: 1, status: .answered, isMulticast: false)
      exchange.answers = [
        DNSAnswer(
          name: UntrustedText("evil.example"), type: .a, timeToLive: 0, length: 4,
          value: .address(Example.address(address)))
      ]
      return .dns(exchange)
    }
    let inside = request(host: "evil.example", server: "10.0.0.7")
    #expect(keys(answer("10.0.0.7"), inside).isEmpty)
    #expect(keys(answer("8.8.8.8"), answer("10.0.0.7"), inside) == ["host high"])
  }
}
