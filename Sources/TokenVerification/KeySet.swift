import Crypto
import Foundation
import Policy
import SettingsFiles
import TrafficModel

/// The keys of one server.
struct KeySet: Sendable {
  private var keys: [VerificationKey] = []
  /// Public keys as files have them: what a confused server would take for the secret of an HMAC.
  private var publicTexts: [SymmetricKey] = []

  /// Reads the files that `policy` names. Who can write them decides which tokens count as genuine: they must be their
  /// owner's alone to change, and a secret the owner's alone to read.
  init(_ policy: AuthenticationPolicy) throws(KeyFailure) {
    for path in policy.publicKeyPaths {
      let text = try Self.file(path).text
      keys += try PEMKeys.read(text, path: path)
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      for variant in [text, trimmed, trimmed + "\n"] { publicTexts.append(SymmetricKey(data: Array(variant.utf8))) }
    }
    for path in policy.keySetPaths { keys += try KeySetFile.read(try Self.file(path).text, path: path) }
    if let path = policy.secretPath { keys.append(try Self.secret(path)) }
  }

  private static func file(_ path: String) throws(KeyFailure) -> SettingsFile {
    do {
      return try SettingsFile(reading: path, refusesForeignWriters: true)
    } catch {
      throw KeyFailure(path: path, message: error.message)
    }
  }

  private static func secret(_ path: String) throws(KeyFailure) -> VerificationKey {
    let file = try file(path)
    guard file.mode & 0o077 == 0 else { throw KeyFailure(path: path, message: "others can read it: chmod 600 \(path)") }
    let text = file.text.trimmingCharacters(in: .newlines)
    guard text.utf8.count >= 16 else { throw KeyFailure(path: path, message: "a secret has 16 bytes at least") }
    return VerificationKey(
      id: nil, algorithm: nil, material: .secret(SymmetricKey(data: Array(text.utf8))))
  }

  func verdict(signed: ArraySlice<UInt8>, signature: [UInt8], claims: TokenClaims) -> SignatureVerdict {
    let algorithm = claims.algorithm?.rawTextForMatchingAndStorage ?? ""
    guard claims.isSigned, !algorithm.isEmpty, algorithm.lowercased() != "none" else { return .unsigned }
    guard AuthenticationPolicy.knownAlgorithms.contains(algorithm) else { return .unsupported }
    let data = Data(signed)
    if algorithm.hasPrefix("HS"),
      publicTexts.contains(where: { VerificationKey.isCode(signature, over: data, $0, algorithm) })
    {
      return .publicKeyAsSecret
    }
    let id = claims.keyID?.rawTextForMatchingAndStorage
    let candidates = keys.filter { $0.fits(algorithm) && ($0.id == nil || id == nil || $0.id == id) }
    guard !candidates.isEmpty else { return .unknownKey }
    return candidates.contains { $0.made(signature, over: data, algorithm: algorithm) } ? .valid : .invalid
  }
}
