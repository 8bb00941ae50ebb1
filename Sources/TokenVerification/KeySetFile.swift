import ByteParsing
import Crypto
import CryptoExtras
import Foundation
import SettingsFiles

/// A JSON Web Key Set (RFC 7517), or one key of it alone.
enum KeySetFile {
  static func read(_ text: String, path: String) throws(KeyFailure) -> [VerificationKey] {
    let root: SettingsNode
    do {
      root = try JSONReader.read(text)
    } catch {
      throw KeyFailure(path: path, message: error.message)
    }
    let nodes = root["keys"].map(\.elements) ?? (root["kty"] == nil ? [] : [root])
    var keys: [VerificationKey] = []
    for node in nodes where node["use"]?.text ?? "sig" == "sig" {
      guard node["d"] == nil, node["k"] == nil else {
        throw KeyFailure(path: path, message: "it holds private or secret keys: give a set of public keys")
      }
      // Sets may hold keys of kinds that are not known here; they are for others (RFC 7517 §5).
      guard let material = material(node) else { continue }
      keys.append(VerificationKey(id: node["kid"]?.text, algorithm: node["alg"]?.text, material: material))
    }
    guard !keys.isEmpty else {
      throw KeyFailure(path: path, message: "no key for signatures (RSA, P-256, P-384, P-521, Ed25519) is in it")
    }
    return keys
  }

  private static func material(_ node: SettingsNode) -> VerificationKey.Material? {
    switch (node["kty"]?.text, node["crv"]?.text) {
    case ("RSA", _):
      guard let n = bytes(node["n"]), let e = bytes(node["e"]) else { return nil }
      return (try? _RSA.Signing.PublicKey(n: n, e: e)).map { .rsa($0) }
    case ("EC", "P-256"):
      return point(node, 32) { (try? P256.Signing.PublicKey(x963Representation: $0)).map { .p256($0) } }
    case ("EC", "P-384"):
      return point(node, 48) { (try? P384.Signing.PublicKey(x963Representation: $0)).map { .p384($0) } }
    case ("EC", "P-521"):
      return point(node, 66) { (try? P521.Signing.PublicKey(x963Representation: $0)).map { .p521($0) } }
    case ("OKP", "Ed25519"):
      return bytes(node["x"]).flatMap { try? Curve25519.Signing.PublicKey(rawRepresentation: $0) }.map { .ed25519($0) }
    default: return nil
    }
  }

  private static func bytes(_ node: SettingsNode?) -> [UInt8]? {
    node?.text.flatMap { Base64.decode(Array($0.utf8)[...]) }
  }

  /// The uncompressed point of two coordinates of `size` bytes (RFC 7518 §6.2.1).
  private static func point(
    _ node: SettingsNode, _ size: Int, _ make: ([UInt8]) -> VerificationKey.Material?
  ) -> VerificationKey.Material? {
    guard let x = bytes(node["x"]), let y = bytes(node["y"]), x.count == size, y.count == size else { return nil }
    return make([4] + x + y)
  }
}
