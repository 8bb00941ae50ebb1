import Foundation
import Testing
import TrafficForge

/// JSON that parsers read differently, on the wire.
@Suite struct StrangeJSONTests {
  private struct AnomalyRecord: Decodable { var kind: String }

  /// A session in which the client says `strange`, after `initialize`; what is said of it.
  private func told(
    _ strange: String, contentLength: Int? = nil, answer: JSONText? = nil, events: [String] = [], cut: Bool = false
  ) throws -> (anomalies: Set<String>, findings: [String]) {
    var wire = TrafficForge()
    wire.handshake()
    wire.client.posts(json: .initialize(id: 0))
    wire.server.responds(json: .initialized(id: 0))
    wire.client.requests(
      "POST", "/mcp",
      headers: [("accept", "application/json, text/event-stream"), ("content-type", "application/json")],
      body: Array(strange.utf8))
    if let answer { wire.server.responds(json: answer) }
    if !events.isEmpty {
      wire.server.opensEventStream()
      for event in events { wire.server.sendsEvent(data: event, event: "message") }
      wire.server.endsEventStream()
    }
    cut ? wire.server.resets() : wire.closes()
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("forged.pcap")
    try Data(wire.capture()).write(to: file)
    let run = try AnalysisRun([file])
    let findings = try run.records("finding", as: DetectionScenarioTests.FindingRecord.self)
    return (
      Set(try run.records("anomaly", as: AnomalyRecord.self).map(\.kind).filter { $0.hasPrefix("json") }),
      findings.filter { $0.detector == "PRT-02" }.map(\.title)
    )
  }

  private static let call =
    #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","arguments":{"cents":5}}}"#

  @Test(
    "numbers that programs round differently",
    arguments: [
      #"{"jsonrpc":"2.0","id":9007199254740993,"method":"tools/list"}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","arguments":{"cents":9007199254740993}}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","arguments":{"cents":1e400}}}"#,
    ])
  func hugeNumbers(text: String) throws {
    let told = try told(text, answer: .result(id: 1, text: "done"))
    #expect(told.anomalies == ["json.number-beyond-double"])
    #expect(told.findings.count == 1 && told.findings.allSatisfy { $0.hasPrefix("Numbers") })
  }

  @Test(
    "text that ends early in a body that is whole",
    arguments: [String(call.dropLast()), String(call.dropLast(20)), "[" + call, #"{"jsonrpc":"2.0","id":1"#])
  func truncated(text: String) throws {
    let told = try told(text, answer: .error(id: 1, code: -32700, "Parse error"))
    #expect(told.anomalies == ["json.truncated"])
    #expect(told.findings.count == 1 && told.findings.allSatisfy { $0.hasPrefix("JSON that ends") })
  }

  @Test("answers end early, too", arguments: [#"{"jsonrpc":"2.0","id":1,"result":{"content":[]"#])
  func truncatedAnswers(text: String) throws {
    #expect(try told(Self.call, answer: JSONText(text)).anomalies == ["json.truncated"])
    #expect(try told(Self.call, events: [text]).anomalies == ["json.truncated"])
  }

  @Test func whatIsWholeOrCutByTheConnectionIsNeither() throws {
    let whole = try told(Self.call, answer: .result(id: 1, text: "done"))
    #expect(whole.anomalies.isEmpty && whole.findings.isEmpty)
    #expect(try told(Self.call + "\n", events: ["", #"{"jsonrpc":"2.0","id":1,"result":{}}"#]).anomalies.isEmpty)
    let malformed = try told(#"{"jsonrpc":"2.0",,"id":1}"#, answer: .error(id: 1, code: -32700, "Parse error"))
    #expect(malformed.anomalies == ["json.malformed"] && malformed.findings.isEmpty)
    #expect(try told(Self.call, cut: true).anomalies.isEmpty)
  }

  @Test func aBodyThatTheConnectionCutIsNotTheSendersEnd() throws {
    var wire = TrafficForge()
    wire.handshake()
    wire.client.posts(json: .initialize(id: 0))
    wire.server.responds(json: .initialized(id: 0))
    wire.client.sends("POST /mcp HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n")
    wire.client.sends(Self.call.prefix(40).description)
    wire.client.resets()
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("forged.pcap")
    try Data(wire.capture()).write(to: file)
    let kinds = try AnalysisRun([file]).records("anomaly", as: AnomalyRecord.self).map(\.kind)
    #expect(!kinds.contains { $0.hasPrefix("json") })
  }
}
