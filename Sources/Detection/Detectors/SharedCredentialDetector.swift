package import TrafficModel

/// One credential used against several servers, or from several clients.
package struct SharedCredentialDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-11", title: "Credential used in several places", severity: .high,
    fires: """
      when the same credential goes to two servers of different names (pass-through), or comes from two client addresses in \
      different networks with different client names
      """,
    staysSilent: "for one server on several addresses under one name; for clients of one network",
    falseAlarms: ["one gateway under several names", "service tokens shared on purpose", "clients that roam"],
    references: [.attack("T1550.001"), .attack("T1528"), .owasp("MCP01"), .owasp("MCP07"), .safe("SAFE-T1304")])
  package static let interest: TrafficEvent.Kinds = .session

  private struct Use: Hashable {
    var flow: FlowReference
    var authority: UntrustedText?
    var client: UntrustedText?
    var place: Provenance
  }

  private static let credentialLimit = 65_536
  private static let usesPerCredential = 16

  private var uses: [KeyedHash: [Use]] = [:]

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ event: TrafficEvent, findings: inout [Finding]) {
    guard case .session(let session) = event, let credential = session.session.credential else { return }
    let use = Use(
      flow: session.flow, authority: session.session.authority, client: session.session.client?.name,
      place: Provenance(flow: session.flow.id, extent: session.extent))
    let known = uses[credential.hash] ?? []
    for other in known { judge(use, other, session, &findings) }
    guard known.count < Self.usesPerCredential, uses[credential.hash] != nil || uses.count < Self.credentialLimit else {
      return
    }
    uses[credential.hash] = known + [use]
  }

  private func judge(_ use: Use, _ other: Use, _ session: MCPSession, _ findings: inout [Finding]) {
    if use.flow.server.address != other.flow.server.address, use.authority != other.authority {
      findings.append(
        Self.about.finding(
          "One credential goes to \(use.flow.server) and \(other.flow.server)", severity: .high, confidence: 0.6,
          subject: FindingSubject(server: use.flow.server), key: "servers-\(other.flow.server)", flow: use.flow,
          extent: session.extent, evidence: Evidence(use.place, [other.place]),
          explanation: """
            The same credential was presented to two servers. Each of them can use it against the other; MCP forbids passing \
            tokens through.
            """))
    }
    guard use.flow.server == other.flow.server, use.client != other.client,
      Self.network(use.flow.client.address) != Self.network(other.flow.client.address)
    else { return }
    findings.append(
      Self.about.finding(
        "One credential comes from \(use.flow.client.address) and \(other.flow.client.address)", severity: .medium,
        confidence: 0.5, subject: FindingSubject(server: use.flow.server), key: "clients", flow: use.flow,
        extent: session.extent, evidence: Evidence(use.place, [other.place]),
        explanation: """
          Two different clients in different networks presented the same credential to \(use.flow.server): it may have been \
          stolen.
          """))
  }

  /// /24 or /64.
  private static func network(_ address: IPAddress) -> UInt128 {
    address.v4Bits.map { UInt128($0 >> 8) } ?? address.bits >> 64
  }
}
