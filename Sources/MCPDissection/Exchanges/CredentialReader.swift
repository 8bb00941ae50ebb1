import HTTPDissection
import TrafficModel

/// Finds how a request identified its sender. What leaves it is a keyed hash and unverified claims, never the secret.
struct CredentialReader {
  /// What a credential looks like depends on where it goes: the keys that tokens are checked with are a server's.
  private struct Known: Hashable {
    var value: [UInt8]
    var server: Endpoint?
    var host: [UInt8]?
  }

  private let hasher: SecretHasher
  private let verifier: (any TokenVerifying)?
  private let limit: Int
  /// Hashing is dear and clients repeat themselves. Cleared when full: a cache, not knowledge.
  private var known: [Known: CredentialReference] = [:]

  init(hasher: SecretHasher, verifier: (any TokenVerifying)?, limit: Int) {
    self.hasher = hasher
    self.verifier = verifier
    self.limit = limit
  }

  mutating func credential(of head: RequestHead, server: Endpoint) -> CredentialReference? {
    if let value = head.headers.first("authorization") { return reference(.header, Array(value), head, server) }
    if let value = head.headers.first("x-api-key") {
      return reference(.header, Array("api-key ".utf8) + Array(value), head, server)
    }
    if let (scheme, value) = QueryCredential.find(in: head.target) {
      return reference(.query, Array("\(scheme) ".utf8) + Array(value), head, server)
    }
    return nil
  }

  private mutating func reference(
    _ place: CredentialReference.Place, _ value: [UInt8], _ head: RequestHead, _ server: Endpoint
  ) -> CredentialReference {
    let key =
      verifier == nil
      ? Known(value: value, server: nil, host: nil) : Known(value: value, server: server, host: head.authority)
    if var reference = known[key] {
      reference.place = place
      return reference
    }
    let space = value.firstIndex(of: 0x20) ?? value.startIndex
    let secret = value[min(space + 1, value.endIndex)...].drop { $0 == 0x20 }
    let scheme = Self.scheme(String(decoding: value[..<space], as: UTF8.self).lowercased())
    let token = scheme == .bearer || scheme == .dpop ? TokenReader(secret) : nil
    var reference = CredentialReference(
      scheme: scheme, place: place, hash: hasher.hash(secret), subject: token?.claims.subject,
      issuer: token?.claims.issuer)
    reference.token = token.map { presented($0, head, server) }
    if known.count >= limit { known.removeAll() }
    known[key] = reference
    return reference
  }

  private func presented(_ token: TokenReader, _ head: RequestHead, _ server: Endpoint) -> PresentedToken {
    let host = head.authority.map { UntrustedText(decoding: $0) }
    let verdict = verifier?.verdict(
      signed: token.signed, signature: token.signature, claims: token.claims, server: server, host: host)
    return PresentedToken(claims: token.claims, signature: verdict ?? .unchecked)
  }

  private static func scheme(_ name: String) -> CredentialReference.Scheme {
    switch name {
    case "bearer": .bearer
    case "basic": .basic
    case "dpop": .dpop
    case "digest": .digest
    case "api-key": .apiKey
    default: .other
    }
  }
}
