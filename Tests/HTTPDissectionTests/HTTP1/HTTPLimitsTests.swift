import HTTPDissection
import Testing
import TrafficModel

/// Each limit: nothing at the limit, its anomaly one above, and the next message is read either way.
@Suite struct HTTPLimitsTests {
  static let next = "GET /next HTTP/1.1\r\n\r\n"

  /// Targets of the exchanges that `text` and a following request give, and the anomalies.
  static func read(_ text: String, _ change: (inout HTTPLimits) -> Void) -> ([UntrustedText?], [Anomaly.Kind]) {
    var dialogue = Dialogue(.client(text + next))
    change(&dialogue.limits)
    let whole = dialogue.run(time: { _ in 0 })
    for size in [1, 7, 50] {
      let cut = dialogue.cut(every: size).run(time: { _ in 0 })
      #expect(cut.entries == whole.entries)
      #expect(cut.anomalies == whole.anomalies)
    }
    #expect(whole.violations.isEmpty)
    return (whole.entries.map(\.fact.target), whole.anomalies)
  }

  @Test("start line", arguments: [(100, true), (101, false)])
  func startLine(length: Int, isRead: Bool) {
    let target = "/" + String(repeating: "x", count: length - 15)
    let text = "GET \(target) HTTP/1.1\r\n\r\n"
    // The carriage return counts.
    let (targets, anomalies) = Self.read(text) { $0.startLine = 100 }
    #expect(targets.last == UntrustedText("/next"))
    #expect(anomalies.first == (isRead ? nil : .oversizedStartLine))
    #expect(targets.contains(UntrustedText(target)) == isRead)
  }

  @Test("header block", arguments: [(300, true), (301, false)])
  func headerBlock(length: Int, isRead: Bool) {
    let start = "GET /big HTTP/1.1\r\nX: "
    let text = start + String(repeating: "y", count: length - start.utf8.count - 4) + "\r\n\r\n"
    let (targets, anomalies) = Self.read(text) { $0.headerBlock = 300 }
    #expect(targets == (isRead ? [UntrustedText("/big")] : []) + [UntrustedText("/next")])
    #expect(anomalies == (isRead ? [] : [.oversizedHeaderBlock, .resynchronized]))
  }

  @Test("header fields", arguments: [(5, 0), (6, 1)])
  func headerFields(count: Int, anomalies: Int) throws {
    let fields = (1..<count).map { "X-\($0): y\r\n" }.joined()
    var dialogue = Dialogue(.client("POST / HTTP/1.1\r\n\(fields)Y: z\r\nContent-Length: 2\r\n\r\nab" + Self.next))
    dialogue.limits.headerFields = 6
    let transcript = dialogue.run()
    #expect(transcript.anomalies == Array(repeating: .oversizedHeaderBlock, count: anomalies))
    #expect(transcript.entries.map(\.requestText) == ["ab", ""])
    let first = try #require(transcript.entries.first)
    #expect(first.fact.request.headers.first("y") != nil)
  }

  @Test("chunk line", arguments: [(20, true), (21, false)])
  func chunkLine(length: Int, isRead: Bool) {
    let line = "1;" + String(repeating: "x", count: length - 3) + "\r\n"
    let text = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + line + "a\r\n0\r\n\r\n"
    let (targets, anomalies) = Self.read(text) { $0.chunkLine = 20 }
    #expect(targets == [UntrustedText("/"), UntrustedText("/next")])
    #expect(anomalies == (isRead ? [] : [.badChunk, .resynchronized]))
  }

  @Test("trailers", arguments: [(40, true), (41, false)])
  func trailers(length: Int, isRead: Bool) {
    let trailers = "X: " + String(repeating: "y", count: length - 7) + "\r\n\r\n"
    let text = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n" + trailers
    let (targets, anomalies) = Self.read(text) { $0.trailers = 40 }
    #expect(targets == [UntrustedText("/"), UntrustedText("/next")])
    #expect(anomalies == (isRead ? [] : [.oversizedHeaderBlock, .resynchronized]))
  }

  @Test("pipelined exchanges", arguments: [(4, 0), (5, 1)])
  func pipelinedExchanges(count: Int, anomalies: Int) {
    var dialogue = Dialogue(.client(String(repeating: Self.next, count: count)))
    dialogue.limits.pipelinedExchanges = 4
    let transcript = dialogue.run()
    #expect(transcript.anomalies == Array(repeating: .pipelineLimit, count: anomalies))
    #expect(transcript.entries.count == count)
    #expect(transcript.entries.map(\.fact.streamID) == (1...UInt64(count)).map { $0 })
  }

  @Test("interim responses", arguments: [(3, 0), (4, 1)])
  func interimResponses(count: Int, anomalies: Int) {
    let interim = String(repeating: "HTTP/1.1 103 Early Hints\r\n\r\n", count: count)
    var dialogue = Dialogue(
      .client(Self.next), .server(interim + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    dialogue.limits.interimResponses = 3
    let transcript = dialogue.run()
    #expect(transcript.entries[0].fact.interimStatuses == [103, 103, 103])
    #expect(transcript.anomalies == Array(repeating: .pipelineLimit, count: anomalies))
  }

  @Test("bytes held behind a request to switch", arguments: [(10, 0), (11, 1)])
  func heldForSwitch(length: Int, anomalies: Int) {
    var dialogue = Dialogue(
      .client("GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"), .client(String(repeating: "\u{1}", count: length)))
    dialogue.limits.heldForSwitch = 10
    #expect(dialogue.run().anomalies == Array(repeating: .pipelineLimit, count: anomalies))
  }
}
