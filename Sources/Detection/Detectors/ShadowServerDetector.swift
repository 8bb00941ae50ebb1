import Policy
package import TrafficModel

/// MCP servers that no policy knows.
package struct ShadowServerDetector: Detector {
  package static let about = DetectorDescription(
    id: "SHD-04", title: "MCP server outside the policy", severity: .low,
    fires: "once for each server that speaks MCP and that the policy does not describe, where a policy describes any",
    staysSilent: "without servers in the policy",
    falseAlarms: ["servers on developers' machines", "a policy that is behind"],
    references: [
      .attack("T1133"), .atlas("AML.T0084"), .owasp("MCP09"), .safe("SAFE-T1601"), .safe("SAFE-T1003"),
    ])
  package static let interest: TrafficEvent.Kinds = .session

  private let egress: EgressPolicy

  package init(_ setup: DetectionSetup = DetectionSetup()) { egress = setup.egress }

  package mutating func observe(_ session: MCPSession, findings: inout [Finding]) {
    guard !egress.servers.isEmpty else { return }
    let server = session.flow.server
    let host = session.session.authority.map { HostName.bare($0.rawTextForMatchingAndStorage) }
    let name = session.session.server?.name.rawTextForMatchingAndStorage
    guard egress.server(at: server, host: host, implementation: name) == nil else { return }
    findings.append(
      Self.about.finding(
        "\(server) speaks MCP and is not in the policy", severity: .low, confidence: 0.9,
        subject: FindingSubject(server: server, destination: session.session.authority), key: "shadow",
        flow: session.flow, extent: session.extent,
        evidence: Evidence(Provenance(flow: session.flow.id, extent: session.extent)),
        explanation: """
          \(session.flow.client.address) used an MCP server at \(server) that the policy does not describe. Nobody checked \
          what it does with what it is given.
          """))
  }
}
