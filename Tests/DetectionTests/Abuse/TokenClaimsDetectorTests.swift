import Detection
import Testing
import TrafficModel

@Suite struct TokenClaimsDetectorTests {
  private func keys(_ token: TokenClaims, status: UInt16 = 200) -> [String] {
    claims(TokenClaimsDetector(), [.http(Example.presenting(token, status: status))])
      .map(\.deduplicationKey).sorted()
  }

  private static let flaws: [(String, @Sendable (inout TokenClaims) -> Void)] = [
    ("unsigned", { $0.algorithm = UntrustedText("none") }),
    ("unsigned", { $0.algorithm = UntrustedText("NoNe") }),
    ("unsigned", { $0.isSigned = false }),
    ("unsigned", { $0.algorithm = nil }),
    ("key-reference", { $0.keyReferences = ["jku"] }),
    ("key-id", { $0.keyID = UntrustedText("../../dev/null") }),
    ("key-id", { $0.keyID = UntrustedText("x' UNION SELECT 'a") }),
    ("key-id", { $0.keyID = UntrustedText(String(repeating: "k", count: 129)) }),
    ("no-expiry", { $0.expires = nil }),
    ("audience", { $0.audiences = [] }),
    ("foreign-audience", { $0.audiences = [UntrustedText("https://api.example/v1")] }),
    ("lifetime", { $0.expires = Example.now + 31_536_000 }),
    ("expired", { ($0.issued, $0.expires) = (Example.now - 5_000, Example.now - 4_000) }),
    ("too-early", { $0.notBefore = Example.now + 3_600 }),
  ]

  @Test("each flaw of a token is a claim", arguments: flaws.indices)
  func flaw(index: Int) {
    let (key, change) = Self.flaws[index]
    #expect(keys(Example.token(change)) == [key])
  }

  @Test("a good token is none, nor one at the limits")
  func silent() {
    #expect(keys(Example.token()).isEmpty)
    #expect(keys(Example.token { $0.keyID = UntrustedText(String(repeating: "k", count: 128)) }).isEmpty)
    #expect(keys(Example.token { ($0.issued, $0.expires) = (Example.now - 3_640, Example.now - 40) }).isEmpty)
    #expect(keys(Example.token { $0.audiences = [UntrustedText("a-client-id")] }).isEmpty)
  }

  @Test func anExpiredTokenThatIsRefusedIsNoClaim() {
    #expect(
      keys(Example.token { ($0.issued, $0.expires) = (Example.now - 5_000, Example.now - 4_000) }, status: 401).isEmpty)
  }

  @Test func anUnsignedTokenIsCriticalOnlyWhereItWasAccepted() {
    let token = Example.token { $0.isSigned = false }
    let severities = [200, 401].map { status in
      claims(TokenClaimsDetector(), [.http(Example.presenting(token, status: status))]).map(\.severity)
    }
    #expect(severities == [[.critical], [.medium]])
  }

  @Test func aSharedSecretIsAClaimOnlyWhereTheIssuerSignsWithAKeyPair() {
    let pair = TrafficEvent.http(Example.presenting(Example.token()))
    let shared = TrafficEvent.http(Example.presenting(Example.token { $0.algorithm = UntrustedText("HS256") }))
    #expect(claims(TokenClaimsDetector(), [shared]).isEmpty)
    #expect(claims(TokenClaimsDetector(), [pair, shared]).map(\.deduplicationKey) == ["confusable-algorithm"])
  }

  @Test func anOpaqueTokenIsLeftAlone() {
    #expect(claims(TokenClaimsDetector(), [.http(Example.presenting(nil))]).isEmpty)
  }
}
