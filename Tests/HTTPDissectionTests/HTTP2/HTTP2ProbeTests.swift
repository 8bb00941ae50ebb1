import HTTPDissection
import Testing
import TrafficModel

@Suite struct HTTP2ProbeTests {
  @Test("the preface, at every length", arguments: 0...24)
  func preface(count: Int) {
    let bytes = Array(H2Forge.preface.prefix(count))
    #expect(HTTP2Probe.examine(bytes.span.bytes, .toServer, isMidstream: false) == (count == 24 ? .certain : .unsure))
  }

  @Test(
    "what clients of other protocols begin with",
    arguments: ["GET / HTTP/1.1\r\n", "PRI * HTTP/1.1\r\n", "\u{16}\u{3}"])
  func otherClients(text: String) {
    #expect(HTTP2Probe.examine([UInt8](text.utf8).span.bytes, .toServer, isMidstream: false) == .notMine)
  }

  @Test("the server's SETTINGS, at every length", arguments: 0...15)
  func serverSettings(count: Int) {
    let bytes = Array(H2Forge.settings([(3, 100)]).prefix(count))
    #expect(HTTP2Probe.examine(bytes.span.bytes, .toClient, isMidstream: false) == (count < 9 ? .unsure : .certain))
  }

  @Test(
    "what other servers begin with",
    arguments: [
      [UInt8]("HTTP/1.1 200 OK".utf8), H2Forge.ping(), H2Forge.frame(4, flags: 1), [UInt8](repeating: 0, count: 20),
    ])
  func otherServers(bytes: [UInt8]) {
    #expect(HTTP2Probe.examine(bytes.span.bytes, .toClient, isMidstream: false) == .notMine)
  }

  @Test(
    "midstream takes three frame headers", arguments: [(1, HTTP2Probe.Verdict.unsure), (2, .unsure), (3, .certain)])
  func midstream(frames: Int, verdict: HTTP2Probe.Verdict) {
    let bytes = [UInt8]("rest".utf8) + (0..<frames).flatMap { _ in H2Forge.data(1, "some text") }
    #expect(HTTP2Probe.examine(bytes.span.bytes, .toClient, isMidstream: true) == verdict)
  }

  @Test(
    "text and noise are not frames",
    arguments: ["data: x\n\n", "{\"a\":1}", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}"])
  func noise(text: String) {
    #expect(HTTP2Probe.examine([UInt8](text.utf8).span.bytes, .toServer, isMidstream: true) == .unsure)
  }

  @Test("what shows no frames is given up", arguments: [(65_535, HTTP2Probe.Verdict.unsure), (65_536, .notMine)])
  func midstreamLimit(count: Int, verdict: HTTP2Probe.Verdict) {
    let bytes = [UInt8](repeating: 0x7b, count: count)
    #expect(HTTP2Probe.examine(bytes.span.bytes, .toClient, isMidstream: true) == verdict)
  }
}
