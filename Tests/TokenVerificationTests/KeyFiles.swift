import Foundation
import Policy
import TokenVerification
import TrafficModel

/// Key files in a folder of their own, and tokens to check with them.
final class KeyFiles {
  let folder = FileManager.default.temporaryDirectory.appending(path: "egret-keys-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, as name: String = "key", mode: Int = 0o600) throws -> String {
    let path = folder.appending(path: name).path
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  /// A verifier for the server at port 8080, with what `change` says of its tokens.
  static func verifier(_ change: (inout AuthenticationPolicy) -> Void) throws(KeyFailure) -> TokenVerifier? {
    var authentication = AuthenticationPolicy()
    change(&authentication)
    var server = ServerPolicy(name: "s")
    server.listen = [PortRange(8080)]
    server.authentication = authentication
    return try TokenVerifier(EgressPolicy(servers: [server]))
  }

  static func base64URL(_ data: some Sequence<UInt8>) -> String {
    Data(data).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  static func decoded(_ text: Substring) -> [UInt8] {
    var padded = text.replacing("-", with: "+").replacing("_", with: "/")
    while padded.count % 4 != 0 { padded += "=" }
    return Data(base64Encoded: String(padded)).map { [UInt8]($0) } ?? []
  }

  /// What `verifier` says of a token in compact form.
  static func verdict(
    of token: String, algorithm: String?, keyID: String? = nil, port: UInt16 = 8080, _ verifier: TokenVerifier
  ) -> SignatureVerdict {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    var claims = TokenClaims()
    claims.algorithm = algorithm.map { UntrustedText($0) }
    claims.keyID = keyID.map { UntrustedText($0) }
    claims.isSigned = !parts[2].isEmpty
    return verifier.verdict(
      signed: Array("\(parts[0]).\(parts[1])".utf8)[...], signature: decoded(parts[2]), claims: claims,
      server: Endpoint(IPAddress(v4: 0xc633_6407), port), host: nil)
  }
}
