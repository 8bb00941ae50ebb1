import TrafficModel

/// A flow that an MCP server's own machine opened, waiting for the calls around it to be complete.
struct OnwardFlow: Sendable {
  var summary: FlowSummary

  var sent: UInt64 { summary.toServer.payloadBytes }
  var received: UInt64 { summary.toClient.payloadBytes }
  /// The name the destination is known by, bare.
  var name: String? { summary.serverName.map { HostName.bare($0.rawTextForMatchingAndStorage) } }
  /// What names the destination in findings: its name, or its address.
  var destination: UntrustedText { UntrustedText(name ?? summary.flow.server.address.description) }
}
