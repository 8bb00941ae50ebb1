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
    "addresses in disguise",
    arguments: [
      // Numbers as inet_aton reads them.
      "http://169.16689662/", "http://169.254.43518/", "http://0xa9.0xfe.0xa9.0xfe/", "http://0xa9.254.0251.254/",
      "http://0x7f.1/", "http://127.1/", "http://017700000001/", "http://2130706433:8080/", "http://0/",
      // Percent-encoded, which most clients undo before they look the name up.
      "http://%31%36%39.254.169.254/", "http://169%2e254%2E169%2e254/latest", "http://%6detadata.google.internal/",
      "http://%30xa9fea9fe/",
      // Characters that IDNA folds into digits, letters and dots (UTS 46).
      "http://１６９.２５４.１６９.２５４/", "http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/", "http://169。254。169。254/",
      "http://169．254｡169．254/", "http://𝟏𝟔𝟗.𝟮𝟱𝟰.𝟙𝟞𝟡.𝟸𝟻𝟺/", "http://ｍｅｔａｄａｔａ.google.internal/",
      "http://169.254.169.254\u{ad}/",
      "http://¹⁶⁹.254.169.254/",
      // IPv4 inside IPv6: mapped, compatible, NAT64, 6to4.
      "http://[::ffff:169.254.169.254]/", "http://[::ffff:a9fe:a9fe]/", "http://[0:0:0:0:0:ffff:a9fe:a9fe]:80/",
      "http://[::169.254.169.254]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:a9fe:a9fe::]/",
      "http://[::ffff:127.0.0.1]/", "http://[fd00:ec2::254%25eth0]/",
      // Names that carry the address they stand for.
      "http://169.254.169.254.nip.io/", "http://169-254-169-254.sslip.io/x", "http://a9fea9fe.nip.io/",
      "http://www.169-254-169-254.nip.io/", "http://a.b.169.254.169.254.xip.io/", "http://x-a9fea9fe.nip.io/",
      "http://fd00-ec2--254.sslip.io/", "http://7f000001.a9fea9fe.rbndr.us/",
      // What stands before the last @ is a user's name, whatever it looks like.
      "http://good.example@169.254.169.254/", "http://a:b@c@169.254.169.254/",
      "http://good.example%40x@169.254.169.254/",
      "http://good.example:80@169.254.169.254:80/", #"http://good.example\\@169.254.169.254/"#,
      "http://good.example#@169.254.169.254/", "http://good.example?@169.254.169.254/",
      // A final dot is part of no address, and of any name.
      "http://169.254.169.254./", "http://metadata.google.internal./", "http://2852039166./", "http://0xa9fea9fe.:80/",
      "http://169.254.169.254.nip.io./",
      // Slashes that are too many or lean backwards, which browsers forgive.
      "http:///169.254.169.254/", #"http:\\\\169.254.169.254/"#, "HTTP://169.254.169.254/",
    ])
  func disguised(url: String) {
    #expect(severities("{\"url\":\"\(url)\"}") == [.high])
  }

  @Test(
    "names that are always the machine itself, and names that carry a private address, mean something from outside",
    arguments: [
      "http://localhost:9200/", "http://app.localhost/", "http://localtest.me/", "http://a.localtest.me/",
      "http://lvh.me:3000/", "http://127.0.0.1.nip.io/", "http://10-0-0-9.sslip.io/", "http://app.192.168.1.7.nip.io/",
      "http://0a000009.nip.io/", "http://--1.sslip.io/", "http://%6cocalhost/", "http://127.0.0.1./",
    ])
  func insideNames(url: String) {
    #expect(severities("{\"url\":\"\(url)\"}") == [.medium])
    #expect(severities("{\"url\":\"\(url)\"}", server: "10.0.0.7").isEmpty)
  }

  @Test(
    "what everybody may fetch",
    arguments: [
      "https://example.com/a", "http://93.184.215.14/", "http://example.com/?u=169.254.169.254", "file:///etc/hosts",
      "http://1234567890123/", "http://example.com/169.254.169.254", "http://169.254.169.254@example.com/",
      "http://169.254.169.254.example.com/", "http://169-254-169-254.example.com/", "http://93.184.215.14.nip.io/",
      "http://93-184-215-14.sslip.io/", "http://5db8d70e.nip.io/", "http://nip.io/", "http://docs.nip.io/",
      "http://www.sslip.io/", "http://notnip.io/", "http://10.0.0.9.notnip.io/", "http://localtest.me.example/",
      "http://mylocaltest.me/", "http://localhost.example.com/", "http://ex%61mple.com/", "http://%zz.example/",
      "http://例え.example/", "http://bücher.example/", "http://ｅｘａｍｐｌｅ.com/", "http://１６９.example/",
      "http://[2001:db8::1]/", "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/", "http://93.184.215.14./",
      "http://256.256.256.256/", "http://1.2.3.4.5/", "http://0xzz/", "http://deadbeef/", "http://feedface.example/",
      "http://example.com/?next=a@169.254.169.254", "http://example.com/#169.254.169.254",
    ])
  func silent(url: String) {
    #expect(severities("{\"url\":\"\(url)\"}").isEmpty)
  }

  @Test("a private address means something only from outside", arguments: [("198.51.100.7", 1), ("10.0.0.7", 0)])
  func privateAddresses(server: String, expected: Int) {
    #expect(severities(#"{"url":"http://10.0.0.9/admin"}"#, server: server).count == expected)
  }

  @Test(
    "a text around an address in a folding script ends it", arguments: ["見て http://example.com。169.254.169.254 です"])
  func proseInOtherScripts(text: String) {
    #expect(severities("{\"text\":\"\(text)\"}").isEmpty)
  }

  @Test func textThatMentionsAnAddressIsNoRequest() {
    #expect(severities(#"{"text":"Never fetch http://169.254.169.254/ from a tool."}"#) == [.low])
  }

  private func redirects(to location: String) -> [String] {
    var exchange = HTTPExchange(flow: Example.flow(), streamID: 1, version: .http11, isEncrypted: false)
    exchange.status = 302
    exchange.request.extent = Example.extent(0)
    exchange.response.headers.append(name: "Location".utf8, value: location.utf8)
    return claims(RequestForgeryDetector(), [.http(exchange)]).map(\.deduplicationKey)
  }

  @Test(
    "redirects are looked at",
    arguments: [
      "http://169.254.169.254/", "//169.254.169.254/latest", "http://good.example@2852039166/",
      "http://169%2e254%2e169%2e254/", #"http:\\169.254.169.254/"#, #"/\169.254.169.254/"#,
    ])
  func redirected(location: String) { #expect(redirects(to: location) == ["redirect"]) }

  @Test(
    "redirects of one's own are none",
    arguments: ["/login", "/login?next=//169.254.169.254/", "//cdn.example/a", "https://example.com/", ""])
  func harmlessRedirects(location: String) { #expect(redirects(to: location).isEmpty) }
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
