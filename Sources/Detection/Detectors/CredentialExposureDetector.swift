import Policy
package import TrafficModel

/// Credentials where others can read them: over unencrypted connections, and in addresses.
package struct CredentialExposureDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-01", title: "Exposed credential", severity: .critical,
    fires: """
      once for each client and server: bearer or basic credentials over a connection that is not encrypted and leaves the \
      machine; a token in the query of an address, encrypted or not
      """,
    staysSilent:
      "for servers that do not speak MCP; on loopback, for credentials in headers; for short values that are no tokens",
    falseAlarms: ["networks that encrypt below: VPN, service meshes"],
    references: [.attack("T1557"), .attack("T1528"), .owasp("MCP01"), .owasp("MCP07"), .safe("SAFE-T1706")])
  package static let interest: TrafficEvent.Kinds = .http

  private static let queryNames: Set<String> = [
    "access_token", "token", "api_key", "apikey", "key", "auth", "id_token",
  ]
  private static let shortestToken = 12

  private var gate = ServerGate()

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    if let name = Self.tokenName(exchange) {
      append(
        exchange, .high, "query", "A token stands in the address (\(UntrustedText(name)))",
        "Servers, proxies and browsers keep addresses; MCP forbids tokens in them.", &findings)
    }
    guard !exchange.isEncrypted, !exchange.flow.server.address.isLoopback,
      let scheme = exchange.authorization?.scheme
    else { return }
    if scheme == "basic" {
      append(
        exchange, exchange.flow.server.address.isPrivate ? .high : .critical, "basic",
        "A password is sent over an unencrypted connection", "Basic authentication sends the password itself.",
        &findings)
    } else if scheme == "bearer" || scheme == "dpop" {
      append(
        exchange, .high, "bearer", "A token is sent over an unencrypted connection",
        "Whoever reads the packets can act as the client while the token is valid.", &findings)
    }
  }

  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
    gate.open(for: speaker, into: &findings)
  }

  private static func tokenName(_ exchange: HTTPExchange) -> String? {
    guard let query = exchange.query else { return nil }
    for pair in query.split(separator: "&") {
      guard let mark = pair.firstIndex(of: "=") else { continue }
      let name = pair[..<mark].lowercased()
      let value = pair[pair.index(after: mark)...]
      if queryNames.contains(name), value.utf8.count >= shortestToken,
        value.contains(where: \.isNumber) || value.contains("eyJ")
      {
        return name
      }
    }
    return nil
  }

  private mutating func append(
    _ exchange: HTTPExchange, _ severity: Severity, _ key: String, _ title: FindingText, _ why: FindingText,
    _ findings: inout [Finding]
  ) {
    guard let extent = exchange.extent, let place = exchange.place else { return }
    let finding = Self.about.finding(
      title, severity: severity, confidence: 0.9,
      subject: FindingSubject(client: exchange.flow.client.address, server: exchange.flow.server), key: key,
      flow: exchange.flow, extent: extent, evidence: Evidence(place),
      explanation: "\(why) Client \(exchange.flow.client.address), server \(exchange.flow.server).")
    gate.pass(finding, exchange, into: &findings)
  }
}

extension IPAddress {
  /// Not reachable from the Internet: internal networks (RFC 1918, 4193, 6598), link-local, loopback, documentation.
  var isPrivate: Bool {
    if let v4 = v4Bits {
      return v4 >> 24 == 10 || v4 >> 20 == 0xac1 || v4 >> 16 == 0xc0a8 || v4 >> 16 == 0xa9fe || v4 >> 24 == 127
        || v4 >> 22 == 0x6440 >> 6 || [0xc00002, 0xc63364, 0xcb0071].contains(v4 >> 8)
    }
    return bits >> 121 == 0x7e || bits >> 118 == 0x3fa || bits >> 96 == 0x2001_0db8 || bits == 1
  }
}
