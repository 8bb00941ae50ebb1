import Detection
import Foundation
import Testing
import TrafficModel

@Suite struct TokenClaimsDetectorTests {
  /// Seconds since 1970 of `Example.epoch`.
  private static let now = Int(Example.epoch.nanoseconds / 1_000_000_000)

  private func encoded(_ text: String) -> String {
    Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private func keys(header: String, claims payload: String, signature: String = "c2ln", status: UInt16 = 200)
    -> [String]
  {
    let token = "\(encoded(header)).\(encoded(payload)).\(signature)"
    let exchange = Example.exchange([("authorization", "Bearer \(token)")], status: status)
    return claims(TokenClaimsDetector(), [.http(exchange)]).map(\.deduplicationKey).sorted()
  }

  @Test(
    "each flaw of a token is a claim",
    arguments: [
      (#"{"alg":"RS256"}"#, #"{"aud":"x","iat":NOW,"exp":LATER}"#, "c2ln", []),
      (#"{"alg":"none"}"#, #"{"aud":"x","iat":NOW,"exp":LATER}"#, "", ["unsigned"]),
      (#"{"alg":"RS256"}"#, #"{"aud":"x","iat":NOW,"exp":LATER}"#, "", ["unsigned"]),
      (#"{"alg":"RS256","jku":"https://x.example"}"#, #"{"aud":"x","iat":NOW,"exp":LATER}"#, "c2ln", ["key-reference"]),
      (#"{"alg":"RS256","kid":"../../dev/null"}"#, #"{"aud":"x","iat":NOW,"exp":LATER}"#, "c2ln", ["key-id"]),
      (#"{"alg":"RS256"}"#, #"{"aud":["x"],"iat":NOW}"#, "c2ln", ["no-expiry"]),
      (#"{"alg":"RS256"}"#, #"{"iat":NOW,"exp":LATER}"#, "c2ln", ["audience"]),
      (#"{"alg":"RS256"}"#, #"{"aud":"x","iat":NOW,"exp":YEAR}"#, "c2ln", ["lifetime"]),
      (#"{"alg":"RS256"}"#, #"{"aud":"x","iat":PAST,"exp":BEFORE}"#, "c2ln", ["expired"]),
      (#"{"alg":"RS256"}"#, #"{"aud":"x","iat":NOW,"nbf":LATER,"exp":LATER}"#, "c2ln", ["too-early"]),
    ] as [(String, String, String, [String])])
  func flaw(header: String, payload: String, signature: String, expected: [String]) {
    let times = ["NOW": 0, "LATER": 3_600, "YEAR": 31_536_000, "PAST": -5_000, "BEFORE": -4_000]
    let payload = times.reduce(payload) { $0.replacing($1.key, with: "\(Self.now + $1.value)") }
    #expect(keys(header: header, claims: payload, signature: signature) == expected)
  }

  @Test func anExpiredTokenThatIsRefusedIsNoClaim() {
    let payload = #"{"aud":"x","iat":\#(Self.now - 5_000),"exp":\#(Self.now - 4_000)}"#
    #expect(keys(header: #"{"alg":"RS256"}"#, claims: payload, status: 401).isEmpty)
  }

  @Test("what is no such token is left alone", arguments: ["opaque", "a.b.c", "..", "e30.e30", "e30.W10.x"])
  func opaque(token: String) {
    #expect(claims(TokenClaimsDetector(), [.http(Example.exchange([("authorization", "Bearer \(token)")]))]).isEmpty)
  }
}
