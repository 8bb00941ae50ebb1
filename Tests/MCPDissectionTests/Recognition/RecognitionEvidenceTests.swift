import HTTPDissection
import Testing
import TrafficModel

@testable import MCPDissection

@Suite struct RecognitionEvidenceTests {
  private func head(_ fields: [(String, String)], method: String = "POST", target: String = "/x") -> RequestTraits {
    var headers = HeaderBlock()
    for (name, value) in fields { headers.append(name: Array(name.utf8), value: Array(value.utf8)) }
    return RequestTraits(
      RequestHead(method: method, target: Array(target.utf8), scheme: nil, authority: nil, headers: headers))
  }

  private func evidence(_ json: String) -> RecognitionEvidence {
    scan(json).reduce(into: []) { $0.formUnion(RecognitionEvidence($1)) }
  }

  @Test(
    "what alone is enough",
    arguments: [
      #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c"}}}"#,
      #"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2024-11-05","capabilities":{},"serverInfo":{"name":"s"}}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"#,
      #"{"jsonrpc":"2.0","id":1,"result":{"supportedVersions":["2026-07-28"],"capabilities":{}}}"#,
    ])
  func certain(json: String) { #expect(evidence(json).isEnough) }

  @Test(
    "look-alikes are not enough, even with MCP's usual path and Accept header",
    arguments: [
      #"{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"tasks/get","params":{"id":"t1"}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"message/send","params":{}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":1,"rootUri":"file:///x","capabilities":{}}}"#,
      #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":1,"clientCapabilities":{}}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
      #"{"id":1,"method":"tools/call"}"#, #"{"model":"m","tools":[{"name":"x"}]}"#,
    ])
  func lookAlike(json: String) {
    let traits = head(
      [("accept", "application/json, text/event-stream"), ("content-type", "application/json")], target: "/mcp")
    #expect(!RecognitionEvidence(traits).union(evidence(json)).isEnough)
  }

  @Test(
    "headers that alone are enough",
    arguments: [("Mcp-Method", "tools/call"), ("MCP-SESSION-ID", "abc"), ("mcp-param-region", "eu")])
  func headers(name: String, value: String) { #expect(RecognitionEvidence(head([(name, value)])).isEnough) }

  @Test("the session key in all spellings", arguments: ["session_id", "sessionId", "sessionid"])
  func sessionKeys(name: String) {
    let traits = head([], target: "/messages/?a=b&\(name)=k1&c=d")
    #expect(traits.querySessionKey == Array("k1".utf8))
    #expect(traits.path == Array("/messages/".utf8))
  }
}
