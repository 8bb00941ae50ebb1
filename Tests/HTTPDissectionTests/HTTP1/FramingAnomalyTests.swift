import HTTPDissection
import Testing
import TrafficModel

/// Framing that could smuggle: read as most servers do, and raised.
@Suite struct FramingAnomalyTests {
  static let follow = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test(arguments: [
    ("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "abc", [Anomaly.Kind.bothLengths]),
    ("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", "", [.bothLengths]),
    ("Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "abc", [.repeatedLength]),
    ("Content-Length: 3, 3\r\n\r\nabc", "abc", [.repeatedLength]),
    ("Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc", "abc", [.repeatedLength, .badLength]),
    ("Content-Length : 3\r\n\r\nabc", "abc", [.spaceBeforeColon]),
    ("Content-Length: 3\n\nabc", "abc", [.bareLineFeed]),
    ("X: a\r\n b\r\nContent-Length: 3\r\n\r\nabc", "abc", [.obsoleteFold]),
    ("X: a\0b\r\nContent-Length: 3\r\n\r\nabc", "abc", [.badHeader]),
    ("X: a\rb\r\nContent-Length: 3\r\n\r\nabc", "abc", [.badHeader]),
    ("no colon\r\nContent-Length: 3\r\n\r\nabc", "abc", [.badHeader]),
    (": empty\r\nContent-Length: 3\r\n\r\nabc", "abc", [.badHeader]),
    ("Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\nabc", "abc", [.bothLengths, .badTransferCoding]),
    ("Transfer-Encoding: chunked, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", "a", [.badTransferCoding]),
    ("Transfer-Encoding: CHUNKED\r\n\r\n1 \r\na\r\n0\r\n\r\n", "a", []),
    ("Transfer-Encoding: chunked\r\n\r\n1\na\n0\r\n\r\n", "a", [.bareLineFeed, .bareLineFeed]),
    ("Content-Length: 0003\r\n\r\nabc", "abc", []),
  ])
  func requestIsReadAsServersDo(rest: String, body: String, anomalies: [Anomaly.Kind]) {
    let transcript = Dialogue(.client("POST / HTTP/1.1\r\n" + rest + Self.follow)).run()
    #expect(transcript.entries.map(\.requestText) == [body, ""])
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/"), UntrustedText("/next")])
    #expect(Set(transcript.anomalies) == Set(anomalies))
    #expect(transcript.anomalies.count == anomalies.count)
  }

  @Test(
    "odd lengths leave the request without body and look for the next",
    arguments: [
      "+3", "-3", "0x3", "3 3", "", "18446744073709551616", "99999999999999999999999999", "3.0", "３",
    ])
  func oddLength(length: String) {
    let transcript = Dialogue(.client("POST / HTTP/1.1\r\nContent-Length: \(length)\r\n\r\nabc" + Self.follow)).run()
    #expect(transcript.entries.map(\.fact.target) == [UntrustedText("/"), UntrustedText("/next")])
    #expect(transcript.entries[0].fact.request.completeness == .truncated)
    #expect(transcript.anomalies == [.badLength, .resynchronized])
  }

  @Test func theLargestLengthIsALength() {
    let transcript = Dialogue(.client("POST / HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\nabc")).run()
    #expect(transcript.entries.map(\.requestText) == ["abc"])
    #expect(transcript.anomalies.isEmpty)
  }

  @Test(
    "a bad chunk loses bytes, not the connection",
    arguments: ["g\r\n", "\r\n", "-1\r\n", "1x\r\n", "11111111111111111\r\n"])
  func badChunk(line: String) {
    let reply = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n" + line
    let transcript = Dialogue(
      .client(Self.follow), .server(reply + "some bytes HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"),
      .client(Self.follow)
    ).run()
    #expect(transcript.entries.first?.responseText == "ab")
    #expect(transcript.entries.first?.fact.response.completeness == .gap)
    #expect(transcript.anomalies.contains(.badChunk))
    #expect(transcript.anomalies.contains(.resynchronized))
    #expect(transcript.violations.isEmpty)
  }

  @Test func chunkDataThatRunsOverIsABadChunk() {
    let reply = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"
    let transcript = Dialogue(.client(Self.follow), .server(reply)).run()
    #expect(transcript.anomalies == [.badChunk, .resynchronized])
    #expect(transcript.entries.map(\.responseText) == ["abd"])
    #expect(transcript.entries[0].fact.response.completeness == .gap)
  }

  @Test func aResponseWithAnUnreadableLengthRunsToTheEnd() {
    let transcript = Dialogue(
      .client(Self.follow), .server("HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nabc"), .end(.toClient)
    ).run()
    #expect(transcript.entries.map(\.responseText) == ["abc"])
    #expect(transcript.entries[0].fact.response.completeness == .complete)
  }
}
