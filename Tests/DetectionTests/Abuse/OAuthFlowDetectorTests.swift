import Detection
import Testing
import TrafficModel

@Suite struct OAuthFlowDetectorTests {
  private func keys(_ events: [TrafficEvent]) -> [String] {
    claims(OAuthFlowDetector(), events + [.toolCall(Example.call())]).map(\.deduplicationKey).sorted()
  }

  private static let flaws: [(String, @Sendable (inout OAuthStep.Authorization) -> Void)] = [
    ("no-pkce", { $0.hasChallenge = false }),
    ("plain-pkce", { $0.challengeMethod = UntrustedText("plain") }),
    ("plain-pkce", { $0.challengeMethod = nil }),
    ("no-resource", { $0.resource = nil }),
    ("http-redirect", { $0.redirect = UntrustedText("http://app.example/callback") }),
    (
      "code-elsewhere",
      {
        $0.code = KeyedHash(bits: 1)
        $0.answeredTo = UntrustedText("https://other.example/callback")
      }
    ),
  ]

  @Test("each safeguard that is left out is a claim", arguments: flaws.indices)
  func flaw(index: Int) {
    let (key, change) = Self.flaws[index]
    #expect(keys([Example.oauth(Example.asking(change))]) == [key])
  }

  @Test func aFlowWithAllSafeguardsIsNone() {
    var grant = OAuthStep.Grant(type: UntrustedText("authorization_code"))
    grant.hasVerifier = true
    let answered = Example.asking {
      $0.code = KeyedHash(bits: 1)
      $0.answeredTo = UntrustedText("http://127.0.0.1:3030/callback")
    }
    #expect(keys([Example.oauth(answered, status: 302), Example.oauth(.grant(grant), method: "POST")]).isEmpty)
  }

  @Test func whatIsNotMCPsIsNotJudged() {
    #expect(claims(OAuthFlowDetector(), [Example.oauth(Example.asking { $0.hasChallenge = false })]).isEmpty)
  }

  @Test func aTokenAskedForInTheClearOrWithoutVerifierIsAClaim() {
    var grant = OAuthStep.Grant(type: UntrustedText("authorization_code"))
    #expect(keys([Example.oauth(.grant(grant), method: "POST")]) == ["no-verifier"])
    grant.hasVerifier = true
    #expect(keys([Example.oauth(.grant(grant), method: "POST", isEncrypted: false)]) == ["clear"])
  }

  private func confused(redirect: String, consent: Bool = false) -> [String] {
    var registration = OAuthStep.Registration()
    registration.redirects = [UntrustedText(redirect)]
    registration.client = UntrustedText("client-1")
    let page = Example.asking { $0.redirect = UntrustedText(redirect) }
    let answered = Example.asking {
      $0.redirect = UntrustedText(redirect)
      $0.answeredTo = UntrustedText(redirect)
      $0.code = KeyedHash(bits: 9)
    }
    return keys(
      [Example.oauth(.registration(registration), method: "POST", status: 201)]
        + (consent ? [Example.oauth(page)] : []) + [Example.oauth(answered, status: 302)])
  }

  @Test func aCodeWithoutConsentForAClientThatRegisteredItselfIsAClaim() {
    #expect(confused(redirect: "https://collector.example/cb") == ["no-consent"])
    #expect(confused(redirect: "https://collector.example/cb", consent: true).isEmpty)
    #expect(confused(redirect: "http://localhost:4000/cb").isEmpty)
  }

  @Test func anAnswerWithoutTheIssuerThatWasAnnouncedIsAClaim() {
    var metadata = OAuthStep.ServerMetadata()
    metadata.issuer = UntrustedText("https://login.example")
    metadata.announcesIssuer = true
    func answer(_ issuer: String?) -> [String] {
      let step = Example.asking {
        $0.code = KeyedHash(bits: 3)
        $0.issuer = issuer.map { UntrustedText($0) }
      }
      return keys([Example.oauth(.serverMetadata(metadata)), Example.oauth(step, status: 302)])
    }
    #expect(answer("https://login.example").isEmpty)
    #expect(answer(nil) == ["no-issuer"])
    #expect(answer("https://evil.example") == ["foreign-issuer"])
  }
}
