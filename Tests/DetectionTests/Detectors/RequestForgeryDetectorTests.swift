import Detection
import Testing
import TrafficModel

@Suite struct RequestForgeryDetectorTests {
  func severities(_ arguments: String, server: String = "198.51.100.7") -> [Severity] {
    let call = Example.call("fetch", arguments: arguments, flow: Example.flow(server: server))
    return claims(RequestForgeryDetector(), [.toolCall(call)]).map(\.severity)
  }

  @Test(
    "addresses that only the server's network reaches",
    arguments: [
      "http://169.254.169.254/latest/meta-data/", "http://metadata.google.internal/computeMetadata/v1/",
      "http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/", "http://[fd00:ec2::254]/",
      "gopher://10.0.0.5:6379/_SET", "http://user@169.254.169.254:80/x",
    ])
  func high(url: String) {
    #expect(severities("{\"url\":\"\(url)\"}") == [.high])
  }

  @Test(
    "what everybody may fetch",
    arguments: [
      "https://example.com/a", "http://93.184.215.14/", "http://example.com/?u=169.254.169.254", "file:///etc/hosts",
      "http://1234567890123/",
    ])
  func silent(url: String) {
    #expect(severities("{\"url\":\"\(url)\"}").isEmpty)
  }

  @Test("a private address means something only from outside", arguments: [("198.51.100.7", 1), ("10.0.0.7", 0)])
  func privateAddresses(server: String, expected: Int) {
    #expect(severities(#"{"url":"http://10.0.0.9/admin"}"#, server: server).count == expected)
  }

  @Test func textThatMentionsAnAddressIsNoRequest() {
    #expect(severities(#"{"text":"Never fetch http://169.254.169.254/ from a tool."}"#) == [.low])
  }

  @Test func redirectsAreLookedAt() {
    var exchange = HTTPExchange(flow: Example.flow(), streamID: 1, version: .http11, isEncrypted: false)
    exchange.status = 302
    exchange.request.extent = Example.extent(0)
    exchange.response.headers.append(name: "Location".utf8, value: "http://169.254.169.254/".utf8)
    #expect(claims(RequestForgeryDetector(), [.http(exchange)]).map(\.deduplicationKey) == ["redirect"])
  }
}

@Suite struct DropServiceDetectorTests {
  @Test(
    "services that take anything",
    arguments: [
      ("https://abc.webhook.site/x", 1), ("https://eo1.m.pipedream.net/", 1),
      ("https://discord.com/api/webhooks/1/a", 1),
      ("https://discord.com/channels/1", 0), ("https://notwebhook.site/", 0), ("https://webhook.site.example.com/", 0),
    ])
  func arguments(url: String, expected: Int) {
    let call = Example.call("post", arguments: "{\"url\":\"\(url)\"}")
    #expect(claims(DropServiceDetector(), [.toolCall(call)]).count == expected)
  }
}
