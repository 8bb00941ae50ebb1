import ByteParsing
import TrafficModel

/// Reads what a JSON Web Token in compact form (RFC 7515 §7.1) says of itself.
struct TokenReader {
  /// Longer texts are no tokens of this kind.
  private static let longest = 16 << 10

  var claims = TokenClaims()
  /// Header and payload as sent, with the dot between them.
  let signed: ArraySlice<UInt8>
  let signature: [UInt8]

  /// Nil when `text` is no token of this kind.
  init?(_ text: ArraySlice<UInt8>) {
    guard text.count <= Self.longest, text.first == UInt8(ascii: "e") else { return nil }
    let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.object(parts[0]), let payload = Self.object(parts[1]) else { return nil }
    signed = text[..<parts[1].endIndex]
    signature = Base64.decode(parts[2]) ?? []
    claims.isSigned = !parts[2].isEmpty
    readHeader(header)
    readPayload(payload)
  }

  private static func object(_ part: ArraySlice<UInt8>) -> JSONView? {
    guard let text = Base64.decode(part) else { return nil }
    var scanner = JSONStreamScanner(limits: JSONLimits(), keepsResultApart: false)
    return scanner.compactObject(text).map { JSONView($0) }
  }

  private mutating func readHeader(_ header: JSONView) {
    claims.algorithm = Self.text(header.member("alg"))
    claims.keyID = Self.text(header.member("kid"))
    if header.member("jku") != nil { claims.keyReferences.append("jku") }
    if header.member("x5u") != nil { claims.keyReferences.append("x5u") }
    if header.member("jwk") != nil { claims.keyReferences.append("jwk") }
    if header.member("x5c") != nil { claims.keyReferences.append("x5c") }
  }

  private mutating func readPayload(_ payload: JSONView) {
    claims.issuer = Self.text(payload.member("iss"))
    claims.subject = Self.text(payload.member("sub"))
    claims.client = Self.text(payload.member("client_id") ?? payload.member("azp"))
    claims.audiences = Self.texts(payload.member("aud"), areWords: false)
    claims.scopes = Self.texts(payload.member("scope") ?? payload.member("scp"), areWords: true)
    claims.issued = payload.member("iat")?.number
    claims.expires = payload.member("exp")?.number
    claims.notBefore = payload.member("nbf")?.number
  }

  private static func text(_ view: JSONView?) -> UntrustedText? {
    view?.string.map { UntrustedText(String($0.prefix(TokenClaims.textBytes))) }
  }

  /// A list, or one text standing for a list of one, or of the words in it (RFC 8693 §4.2).
  private static func texts(_ view: JSONView?, areWords: Bool) -> [UntrustedText] {
    guard let view else { return [] }
    guard let single = view.string else {
      return view.elements.prefix(TokenClaims.listCount).compactMap { text($0) }
    }
    let parts = areWords ? single.split(separator: " ") : [single[...]]
    return parts.prefix(TokenClaims.listCount).map { UntrustedText(String($0.prefix(TokenClaims.textBytes))) }
  }
}
