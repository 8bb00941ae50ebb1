import TrafficModel

/// The claims of a JSON Web Token (RFC 7519), unverified. Nothing of the token itself is kept.
struct BearerToken: Hashable, Sendable {
  var algorithm: String?
  var isSigned: Bool
  var keyID: String?
  /// Header members that let a token choose the key it is checked with.
  var keyReferences: [String] = []
  var issuer: String?
  var audiences: [String] = []
  /// Seconds since 1970.
  var issued: Double?
  var expires: Double?
  var notBefore: Double?

  /// Longer ones are no tokens of this kind.
  private static let longest = 16 << 10

  /// Nil when `text` is no token of this kind.
  init?(_ text: some Collection<UInt8>) {
    guard text.count <= Self.longest else { return nil }
    let parts = Array(text).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Base64URL.decode(parts[0]), header.first == UInt8(ascii: "{"),
      let claims = Base64URL.decode(parts[1]), claims.first == UInt8(ascii: "{")
    else { return nil }
    isSigned = !parts[2].isEmpty
    for leaf in JSONLeaves.leaves(header) { readHeader(leaf) }
    for leaf in JSONLeaves.leaves(claims) { readClaim(leaf) }
  }

  private mutating func readHeader(_ leaf: JSONLeaves.Leaf) {
    guard let key = leaf.path.first else { return }
    if ["jku", "x5u", "jwk"].contains(key), !keyReferences.contains(key) { keyReferences.append(key) }
    guard leaf.path.count == 1, case .text(let text) = leaf.value else { return }
    if key == "alg" { algorithm = text }
    if key == "kid" { keyID = text }
  }

  private mutating func readClaim(_ leaf: JSONLeaves.Leaf) {
    switch (leaf.path.first, leaf.value) {
    case ("iss", .text(let text)): issuer = text
    case ("aud", .text(let text)): audiences.append(text)
    case ("iat", .number(let number)): issued = number
    case ("exp", .number(let number)): expires = number
    case ("nbf", .number(let number)): notBefore = number
    default: break
    }
  }
}

/// RFC 4648 §5, with or without padding.
enum Base64URL {
  static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var word: UInt32 = 0
    var bits = 0
    for byte in text where byte != UInt8(ascii: "=") {
      guard let value = value(of: byte) else { return nil }
      word = word << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
      }
    }
    return result
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "-"), UInt8(ascii: "+"): 62
    case UInt8(ascii: "_"), UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
