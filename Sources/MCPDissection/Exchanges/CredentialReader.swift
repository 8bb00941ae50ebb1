import ByteParsing
import HTTPDissection
import TrafficModel

/// Finds how a request identified its sender. What leaves it is a keyed hash and unverified claims, never the secret.
struct CredentialReader {
  private let hasher: SecretHasher
  private let limit: Int
  /// Hashing is dear and clients repeat themselves. Cleared when full: a cache, not knowledge.
  private var known: [[UInt8]: CredentialReference] = [:]

  init(hasher: SecretHasher, limit: Int) {
    self.hasher = hasher
    self.limit = limit
  }

  mutating func credential(of head: RequestHead) -> CredentialReference? {
    if let value = head.headers.first("authorization") { return reference(.header, Array(value)) }
    if let value = head.headers.first("x-api-key") {
      return reference(.header, Array("api-key ".utf8) + Array(value))
    }
    return nil
  }

  private mutating func reference(_ place: CredentialReference.Place, _ value: [UInt8]) -> CredentialReference {
    if let reference = known[value] { return reference }
    let space = value.firstIndex(of: 0x20) ?? value.startIndex
    let secret = value[min(space + 1, value.endIndex)...]
    let scheme = Self.scheme(String(decoding: value[..<space], as: UTF8.self).lowercased())
    let claims = scheme == .bearer || scheme == .dpop ? Self.claims(secret) : nil
    let reference = CredentialReference(
      scheme: scheme, place: place, hash: hasher.hash(secret),
      subject: claims?.member("sub")?.string.map { UntrustedText($0) },
      issuer: claims?.member("iss")?.string.map { UntrustedText($0) })
    if known.count >= limit { known.removeAll() }
    known[value] = reference
    return reference
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

  /// The payload of a JSON Web Token (RFC 7519 §3), not verified.
  private static func claims(_ token: ArraySlice<UInt8>) -> JSONView? {
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].count <= 16_384, let payload = Base64.decode(parts[1]) else { return nil }
    var scanner = JSONStreamScanner(limits: JSONLimits())
    return scanner.compactObject(payload).map { JSONView($0) }
  }
}
