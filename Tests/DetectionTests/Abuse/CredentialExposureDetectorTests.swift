import Detection
import Testing
import TrafficModel

@Suite struct CredentialExposureDetectorTests {
  @Test(
    "a credential that others can read is a claim",
    arguments: [
      ([("authorization", "Bearer abc")], "/mcp", false, "198.51.100.7", [Severity.high]),
      ([("Authorization", "basic dTpw")], "/mcp", false, "8.8.8.8", [.critical]),
      ([("authorization", "Basic dTpw")], "/mcp", false, "10.0.0.1", [.high]),
      ([("authorization", "Bearer abc")], "/mcp", true, "198.51.100.7", []),
      ([("authorization", "Bearer abc")], "/mcp", false, "127.0.0.1", []),
      ([], "/mcp?access_token=abc123def456ghi7", true, "198.51.100.7", [.high]),
      ([], "/mcp?token=short", true, "198.51.100.7", []),
      ([], "/mcp?key=a-word-without-digits", true, "198.51.100.7", []),
      ([], "/mcp", false, "198.51.100.7", []),
    ] as [([(String, String)], String, Bool, String, [Severity])])
  func exposure(headers: [(String, String)], target: String, isEncrypted: Bool, server: String, severities: [Severity])
  {
    let exchange = Example.exchange(headers, target: target, isEncrypted: isEncrypted, server: server)
    #expect(claims(CredentialExposureDetector(), [.http(exchange)]).map(\.severity) == severities)
  }

  @Test func whatDoesNotSpeakMCPIsNotJudgedUntilItDoes() {
    let exchange = TrafficEvent.http(Example.exchange([("authorization", "Bearer abc")], isMCP: false))
    #expect(claims(CredentialExposureDetector(), [exchange]).isEmpty)
    #expect(claims(CredentialExposureDetector(), [exchange, .toolCall(Example.call())]).count == 1)
  }
}
