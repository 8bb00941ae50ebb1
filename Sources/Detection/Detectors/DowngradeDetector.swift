package import TrafficModel

/// Sessions that agree on less than the same two programs agreed on before.
package struct DowngradeDetector: Detector {
  package static let about = DetectorDescription(
    id: "PRT-03", title: "Older revision than before", severity: .low,
    fires: """
      once for each client and server, when a session uses an older revision, or the transport of 2024, although the same \
      two programs have used a newer one
      """,
    staysSilent: "for the first session of two programs; when the version of one of them went back as well",
    falseAlarms: ["several clients behind one address", "servers that are put back to an older release"],
    references: [.attack("T1562"), .owasp("MCP07"), .safe("SAFE-T1408")])
  package static let interest: TrafficEvent.Kinds = .session

  private struct Programs: Hashable, Sendable {
    var client: IPAddress
    var server: Endpoint
    var clientProgram: Implementation?
    var serverProgram: Implementation?
  }

  private struct Newest: Sendable {
    var revision: UntrustedText
    var place: Provenance
  }

  private static let limit = 16_384
  private var newest = RecentTable<Programs, Newest>(limit: Self.limit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ session: MCPSession, findings: inout [Finding]) {
    guard let revision = session.session.revision?.name,
      session.session.client != nil
    else { return }
    let programs = Programs(
      client: session.flow.client.address, server: session.flow.server, clientProgram: session.session.client,
      serverProgram: session.session.server)
    let place = Provenance(flow: session.flow.id, extent: session.extent)
    guard let known = newest[programs] else {
      newest[programs] = Newest(revision: revision, place: place)
      return
    }
    // Dates in this form are ordered as texts.
    guard revision < known.revision else {
      newest[programs] = Newest(revision: revision, place: place)
      return
    }
    findings.append(
      Self.about.finding(
        "\(session.flow.client.address) and \(session.flow.server) went back to revision \(revision)", severity: .low,
        confidence: 0.5, subject: FindingSubject(client: session.flow.client.address, server: session.flow.server),
        key: "revision", flow: session.flow, extent: session.extent, evidence: Evidence(place, [known.place]),
        explanation: """
          The same client and server, by name and version, have used \(known.revision). Older revisions lack checks of \
          newer ones; somebody between the two may have forced this.
          """))
  }
}
