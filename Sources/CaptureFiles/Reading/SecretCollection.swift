import ByteParsing

/// TLS key log texts found in a capture, kept until they are taken.
struct SecretCollection {
  /// Charged per secret on top of its bytes, so that a flood of empty ones is bounded too.
  private static let secretCost = 64

  private let limit: Int
  private var secrets: [[UInt8]] = []
  private var heldCost = 0
  private(set) var hasSecrets = false
  /// Secrets that did not fit.
  private(set) var lost: UInt64 = 0

  init(limit: Int) { self.limit = limit }

  /// Copies: secrets outlive the block they came in.
  mutating func append(_ secret: RawSpan) {
    let cost = secret.byteCount + Self.secretCost
    guard heldCost + cost <= limit else {
      lost &+= 1
      return
    }
    secrets.append([UInt8](copying: secret))
    heldCost += cost
    hasSecrets = true
  }

  mutating func take() -> [[UInt8]] {
    defer { (secrets, heldCost, hasSecrets) = ([], 0, false) }
    return secrets
  }
}
