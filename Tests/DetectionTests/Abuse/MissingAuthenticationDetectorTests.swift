import Detection
import Testing
import TrafficModel

@Suite struct MissingAuthenticationDetectorTests {
  @Test(
    "who answers without a credential",
    arguments: [("8.8.8.8", [Severity.high]), ("10.1.2.3", [.low]), ("127.0.0.1", [])] as [(String, [Severity])])
  func answer(server: String, severities: [Severity]) {
    let call = Example.call(flow: Example.flow(server: server))
    #expect(claims(MissingAuthenticationDetector(), [.toolCall(call)]).map(\.severity) == severities)
  }

  @Test func aCredentialOrAnErrorIsNoClaim() {
    var call = Example.call(flow: Example.flow(server: "8.8.8.8"))
    call.session.credential = CredentialReference(
      scheme: .bearer, place: .header, hash: KeyedHash(bits: 1), subject: nil, issuer: nil)
    var refused = Example.call(result: nil, flow: Example.flow(server: "8.8.8.8"))
    refused.errorCode = -32_000
    #expect(claims(MissingAuthenticationDetector(), [.toolCall(call), .toolCall(refused)]).isEmpty)
  }
}
