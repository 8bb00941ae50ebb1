import Detection
import Policy
import Testing
import TrafficModel

@Suite struct TokenPolicyDetectorTests {
  private static let setup: DetectionSetup = {
    var authentication = AuthenticationPolicy()
    authentication.issuers = ["https://login.example"]
    authentication.audiences = ["https://mcp.example/mcp"]
    authentication.algorithms = ["RS256"]
    authentication.keyIDs = ["2026-a"]
    var server = ServerPolicy(name: "search")
    server.listen = [PortRange(8080)]
    server.authentication = authentication
    var setup = DetectionSetup()
    setup.egress.servers = [server]
    return setup
  }()

  private static func good(_ change: (inout TokenClaims) -> Void = { _ in }) -> TokenClaims {
    Example.token {
      $0.keyID = UntrustedText("2026-a")
      change(&$0)
    }
  }

  private func keys(_ exchange: HTTPExchange, _ setup: DetectionSetup = setup) -> [String] {
    claims(TokenPolicyDetector(setup), [.http(exchange)]).map(\.deduplicationKey).sorted()
  }

  @Test("what the server should not have accepted is a claim, and none when it did not")
  func claimsOfTokens() {
    let cases: [(String, TokenClaims)] = [
      ("issuer", Self.good { $0.issuer = UntrustedText("https://other.example") }),
      ("audience", Self.good { $0.audiences = [UntrustedText("https://api.example")] }),
      ("algorithm", Self.good { $0.algorithm = UntrustedText("HS256") }),
      ("key-id", Self.good { $0.keyID = UntrustedText("old") }),
      ("key-id", Self.good { $0.keyID = nil }),
    ]
    for (key, token) in cases {
      #expect(keys(Example.presenting(token, signature: .valid)) == [key])
      #expect(keys(Example.presenting(token, signature: .valid, status: 401)).isEmpty)
    }
    #expect(keys(Example.presenting(Self.good(), signature: .valid)).isEmpty)
  }

  @Test("signatures are judged by whether the server accepted them")
  func signatures() {
    let cases: [(SignatureVerdict, [String], [String])] = [
      (.valid, [], []), (.unchecked, [], []), (.invalid, ["signature"], ["forgery"]),
      (.publicKeyAsSecret, ["public-key"], ["forgery"]), (.unknownKey, ["unknown-key"], []),
    ]
    for (verdict, accepted, refused) in cases {
      #expect(keys(Example.presenting(Self.good(), signature: verdict)) == accepted)
      #expect(keys(Example.presenting(Self.good(), signature: verdict, status: 401)) == refused)
    }
  }

  @Test func tokensInTheClearLongLivedOrOpaqueAreClaims() {
    #expect(keys(Example.presenting(Self.good(), isEncrypted: false)) == ["clear"])
    #expect(keys(Example.presenting(Self.good { $0.expires = Example.now + 3_601 })) == ["lifetime"])
    #expect(keys(Example.presenting(nil)) == ["opaque"])
    #expect(keys(Example.presenting(nil, status: 401)).isEmpty)
  }

  @Test func anAnsweredCallWithoutATokenIsAClaim() {
    var call = Example.call()
    #expect(
      claims(TokenPolicyDetector(Self.setup), [.toolCall(call)]).map(\.deduplicationKey) == ["missing"])
    call.session.credential = Example.credential()
    #expect(claims(TokenPolicyDetector(Self.setup), [.toolCall(call)]).isEmpty)
  }

  @Test func aServerOfWhichNothingIsSaidIsNotJudged() {
    let token = Self.good { $0.issuer = nil }
    #expect(keys(Example.presenting(token, signature: .invalid), DetectionSetup()).isEmpty)
  }
}
