import HTTPDissection
import Testing

@Suite struct HTTP1ProbeTests {
  static func examine(_ text: String, isMidstream: Bool = false) -> HTTP1Probe.Verdict {
    HTTP1Probe.examine(Array(text.utf8).span.bytes, isMidstream: isMidstream)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n", HTTP1Probe.Verdict.certain(.request)),
    ("POST /m", .certain(.request)),
    ("CONNECT example:443 HTTP/1.1\r\n", .certain(.request)),
    ("\r\nGET /", .certain(.request)),
    ("M-SEARCH * HTTP/1.1\r\n", .certain(.request)),
    ("HTTP/1.1 200 OK\r\n", .certain(.response)),
    ("HTTP/1.0 4", .certain(.response)),
    ("", .unsure),
    ("HTTP", .unsure),
    ("PO", .unsure),
    ("PROPFIND /x", .unsure),
    ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .notMine),
    ("OPTIONS rtsp://x RTSP/1.0\r\n", .notMine),
    ("HTTP/2.0 200", .notMine),
    ("SSH-2.0-OpenSSH_9.7\r\n", .notMine),
    ("\u{16}\u{3}\u{1}\u{2}", .notMine),
    ("EHLO example\r\n", .notMine),
    ("GETTING / HTTP", .unsure),
  ])
  func atTheBeginning(text: String, expected: HTTP1Probe.Verdict) {
    #expect(Self.examine(text) == expected)
  }

  @Test(arguments: [
    ("end of a body}POST /mcp HTTP/1.1\r\nHost: a", HTTP1Probe.Verdict.certain(.request)),
    ("{\"end\":1}\r\n0\r\n\r\nHTTP/1.1 202 Accepted\r\n", .certain(.response)),
    ("2b\r\ndata: {\"jsonrpc\":", .certain(.response)),
    ("2b\r\n: ping", .certain(.response)),
    ("\u{1}\u{2}binary", .unsure),
    ("2b\r\n{\"json\"", .unsure),
  ])
  func midstream(text: String, expected: HTTP1Probe.Verdict) {
    #expect(Self.examine(text, isMidstream: true) == expected)
  }

  @Test("midstream bytes without a message start are given up at the limit", arguments: [(1, false), (0, true)])
  func midstreamLimit(below: Int, isGivenUp: Bool) {
    let text = "\u{1}" + String(repeating: "x", count: HTTP1Probe.midstreamLimit - 1 - below)
    #expect(Self.examine(text, isMidstream: true) == (isGivenUp ? .notMine : .unsure))
  }
}
