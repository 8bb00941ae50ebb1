import Crypto
import CryptoExtras
import Foundation
import Policy
import Testing
import TokenVerification
import TrafficModel

@Suite struct TokenVerifierTests {
  private static let body = "eyJhbGciOiJYIn0.eyJpc3MiOiJqb2UifQ"
  private let files: KeyFiles

  init() throws { files = try KeyFiles() }

  private func token(_ signature: some Sequence<UInt8>) -> String { "\(Self.body).\(KeyFiles.base64URL(signature))" }

  private func verifier(pem: String) throws -> TokenVerifier {
    let path = try files.write(pem)
    return try #require(try KeyFiles.verifier { $0.publicKeyPaths = [path] })
  }

  private func verifier(set: String) throws -> TokenVerifier {
    let path = try files.write(set)
    return try #require(try KeyFiles.verifier { $0.keySetPaths = [path] })
  }

  @Test("the example of RFC 7515 A.3 (ES256) is valid, and not with another last claim")
  func exampleOfES256() throws {
    let verifier = try verifier(
      set: """
        {"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
        """)
    let payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    let signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    let token = "eyJhbGciOiJFUzI1NiJ9.\(payload).\(signature)"
    #expect(KeyFiles.verdict(of: token, algorithm: "ES256", verifier) == .valid)
    let other = "eyJhbGciOiJFUzI1NiJ9.\(payload.dropLast())g.\(signature)"
    #expect(KeyFiles.verdict(of: other, algorithm: "ES256", verifier) == .invalid)
  }

  @Test("the example of RFC 8037 A.4 (EdDSA) is valid")
  func exampleOfEdDSA() throws {
    let verifier = try verifier(
      set: #"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#)
    let token =
      "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
      + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    #expect(KeyFiles.verdict(of: token, algorithm: "EdDSA", verifier) == .valid)
  }

  @Test func signaturesOfRSAAreCheckedWithBothPaddingsAndAllDigests() throws {
    let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    let verifier = try verifier(pem: key.publicKey.pemRepresentation)
    let data = Data(Self.body.utf8)
    let signatures: [(String, _RSA.Signing.RSASignature)] = [
      ("RS256", try key.signature(for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)),
      ("RS384", try key.signature(for: SHA384.hash(data: data), padding: .insecurePKCS1v1_5)),
      ("RS512", try key.signature(for: SHA512.hash(data: data), padding: .insecurePKCS1v1_5)),
      ("PS256", try key.signature(for: SHA256.hash(data: data), padding: .PSS)),
      ("PS384", try key.signature(for: SHA384.hash(data: data), padding: .PSS)),
      ("PS512", try key.signature(for: SHA512.hash(data: data), padding: .PSS)),
    ]
    for (name, signature) in signatures {
      let token = token(signature.rawRepresentation)
      for (algorithm, _) in signatures {
        #expect(
          KeyFiles.verdict(of: token, algorithm: algorithm, verifier) == (algorithm == name ? .valid : .invalid),
          "made as \(name), checked as \(algorithm)")
      }
    }
  }

  @Test func signaturesOfEllipticCurvesAreCheckedWithKeysInPEMForm() throws {
    let data = Data(Self.body.utf8)
    let p256 = P256.Signing.PrivateKey()
    let p384 = P384.Signing.PrivateKey()
    let p521 = P521.Signing.PrivateKey()
    let edwards = Curve25519.Signing.PrivateKey()
    let cases: [(String, String, Data)] = [
      ("ES256", p256.publicKey.pemRepresentation, try p256.signature(for: data).rawRepresentation),
      ("ES384", p384.publicKey.pemRepresentation, try p384.signature(for: data).rawRepresentation),
      ("ES512", p521.publicKey.pemRepresentation, try p521.signature(for: data).rawRepresentation),
      ("EdDSA", edwards.publicKey.pemRepresentation, try edwards.signature(for: data)),
    ]
    for (algorithm, pem, signature) in cases {
      let verifier = try verifier(pem: pem)
      #expect(KeyFiles.verdict(of: token(signature), algorithm: algorithm, verifier) == .valid, "\(algorithm)")
      var wrong = signature
      wrong[3] ^= 1
      #expect(KeyFiles.verdict(of: token(wrong), algorithm: algorithm, verifier) == .invalid, "\(algorithm)")
      #expect(KeyFiles.verdict(of: token(signature.dropLast()), algorithm: algorithm, verifier) == .invalid)
    }
  }

  @Test func anHMACIsCheckedOnlyWithASecret() throws {
    let secret = "a secret of sixteen bytes or more"
    let code = HMAC<SHA256>.authenticationCode(
      for: Data(Self.body.utf8), using: SymmetricKey(data: Data(secret.utf8)))
    let path = try files.write(secret + "\n", as: "secret")
    let withSecret = try #require(try KeyFiles.verifier { $0.secretPath = path })
    #expect(KeyFiles.verdict(of: token(code), algorithm: "HS256", withSecret) == .valid)
    #expect(KeyFiles.verdict(of: token(code), algorithm: "HS384", withSecret) == .invalid)
    let withKey = try verifier(pem: P256.Signing.PrivateKey().publicKey.pemRepresentation)
    #expect(KeyFiles.verdict(of: token(code), algorithm: "HS256", withKey) == .unknownKey)
  }

  @Test func anHMACUnderThePublicKeyIsToldFromOthers() throws {
    let pem = try _RSA.Signing.PrivateKey(keySize: .bits2048).publicKey.pemRepresentation
    let verifier = try verifier(pem: pem + "\n")
    for text in [pem, pem + "\n"] {
      let code = HMAC<SHA256>.authenticationCode(
        for: Data(Self.body.utf8), using: SymmetricKey(data: Data(text.utf8)))
      #expect(KeyFiles.verdict(of: token(code), algorithm: "HS256", verifier) == .publicKeyAsSecret)
    }
  }

  @Test func aKeyIDChoosesAmongTheKeysOfASet() throws {
    let (one, two) = (P256.Signing.PrivateKey(), P256.Signing.PrivateKey())
    let keys = [("one", one), ("two", two)].map { id, key in
      let point = key.publicKey.rawRepresentation
      return #"{"kty":"EC","crv":"P-256","kid":"\#(id)","use":"sig","x":"\#(KeyFiles.base64URL(point.prefix(32)))","#
        + #""y":"\#(KeyFiles.base64URL(point.suffix(32)))"}"#
    }
    let verifier = try verifier(set: #"{"keys":[\#(keys.joined(separator: ","))]}"#)
    let token = token(try two.signature(for: Data(Self.body.utf8)).rawRepresentation)
    #expect(KeyFiles.verdict(of: token, algorithm: "ES256", keyID: "two", verifier) == .valid)
    #expect(KeyFiles.verdict(of: token, algorithm: "ES256", keyID: "one", verifier) == .invalid)
    #expect(KeyFiles.verdict(of: token, algorithm: "ES256", keyID: "three", verifier) == .unknownKey)
    #expect(KeyFiles.verdict(of: token, algorithm: "ES256", verifier) == .valid)
  }

  @Test func whatCannotBeCheckedIsSaidSo() throws {
    let verifier = try verifier(pem: P256.Signing.PrivateKey().publicKey.pemRepresentation)
    let some = token([1, 2, 3])
    #expect(KeyFiles.verdict(of: some, algorithm: "ES256K", verifier) == .unsupported)
    #expect(KeyFiles.verdict(of: some, algorithm: "none", verifier) == .unsigned)
    #expect(KeyFiles.verdict(of: "\(Self.body).", algorithm: "ES256", verifier) == .unsigned)
    #expect(KeyFiles.verdict(of: some, algorithm: "ES256", port: 9, verifier) == .unchecked)
  }

  @Test("a key file that cannot be trusted or read is refused, saying why")
  func refusals() throws {
    let pem = P256.Signing.PrivateKey().publicKey.pemRepresentation
    let privateKey = P256.Signing.PrivateKey().pemRepresentation
    let shared = try files.write(pem, as: "shared", mode: 0o622)
    let secret = try files.write("a secret of sixteen bytes or more", as: "open", mode: 0o644)
    let cases: [(String, (inout AuthenticationPolicy) -> Void)] = [
      ("chmod go-w", { $0.publicKeyPaths = [shared] }),
      ("chmod 600", { $0.secretPath = secret }),
      ("check the path", { $0.publicKeyPaths = ["/nowhere/key.pem"] }),
      ("private key", { $0.publicKeyPaths = [try! self.files.write(privateKey, as: "private")] }),
      ("no key in PEM", { $0.publicKeyPaths = [try! self.files.write("hello", as: "hello")] }),
      ("not JSON", { $0.keySetPaths = [try! self.files.write("{", as: "broken")] }),
      ("no key for signatures", { $0.keySetPaths = [try! self.files.write(#"{"keys":[]}"#, as: "none")] }),
    ]
    for (words, change) in cases {
      let failure = #expect(throws: KeyFailure.self) { try KeyFiles.verifier(change) }
      #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "nothing") says \(words)")
    }
  }
}
