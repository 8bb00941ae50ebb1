package import Policy
package import TrafficModel

/// Checks the signatures of tokens under the keys that a policy names for each server.
package struct TokenVerifier: TokenVerifying {
  private struct Entry: Sendable {
    var server: ServerPolicy
    var keys: KeySet
  }

  private var entries: [Entry] = []

  /// Reads every key file that `policy` names; nil when it names none.
  package init?(_ policy: EgressPolicy) throws(KeyFailure) {
    for server in policy.servers {
      guard let authentication = server.authentication, authentication.hasKeys else { continue }
      entries.append(Entry(server: server, keys: try KeySet(authentication)))
    }
    if entries.isEmpty { return nil }
  }

  package func verdict(
    signed: ArraySlice<UInt8>, signature: [UInt8], claims: TokenClaims, server: Endpoint, host: UntrustedText?
  ) -> SignatureVerdict {
    let name = host.map { Self.withoutPort($0.rawTextForMatchingAndStorage) }
    guard let entry = entries.first(where: { $0.server.describes(server, host: name, implementation: nil) }) else {
      return .unchecked
    }
    return entry.keys.verdict(signed: signed, signature: signature, claims: claims)
  }

  private static func withoutPort(_ host: String) -> String {
    guard let colon = host.lastIndex(of: ":"), host[host.index(after: colon)...].allSatisfy(\.isNumber) else {
      return host
    }
    return String(host[..<colon])
  }
}
