package import Crypto
package import TrafficModel

/// Keys of Initial packets in one direction. They protect nothing: everybody can derive them from the connection id that
/// the client chose first (RFC 9001 §5.2).
package struct InitialKeys: Sendable {
  package let key: SymmetricKey
  package let iv: [UInt8]
  /// Hides packet numbers.
  package let headerKey: SymmetricKey

  package init(_ version: QUICVersion, connectionID: [UInt8], _ direction: Direction) {
    let initial = HKDF<SHA256>.extract(inputKeyMaterial: SymmetricKey(data: connectionID), salt: version.initialSalt)
    let label = direction == .toServer ? "client in" : "server in"
    let secret = Self.expand(SymmetricKey(data: initial), label, 32)
    let prefix = version.labelPrefix
    key = Self.expand(secret, prefix + " key", 16)
    iv = Self.expand(secret, prefix + " iv", 12).withUnsafeBytes { Array($0) }
    headerKey = Self.expand(secret, prefix + " hp", 16)
  }

  /// HKDF-Expand-Label with an empty context (RFC 8446 §7.1).
  private static func expand(_ secret: SymmetricKey, _ label: String, _ count: UInt8) -> SymmetricKey {
    let name = "tls13 \(label)".utf8
    let info = [0, count, UInt8(truncatingIfNeeded: name.count)] + name + [0]
    return HKDF<SHA256>.expand(pseudoRandomKey: secret, info: info, outputByteCount: Int(count))
  }
}
