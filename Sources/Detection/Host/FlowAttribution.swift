package import Policy
package import TrafficModel

/// Names the processes behind flows that an audited host opened, and behind those of the capturing host.
package struct FlowAttribution: Sendable {
  private var connections: HostConnections
  private var sockets = SocketBook()

  /// - Parameter limit: so many connects are remembered.
  package init(_ events: [HostEvent], policy: EgressPolicy, limit: Int = .max) {
    connections = HostConnections(events, policy: policy, limit: limit)
  }

  /// What the log tells meanwhile.
  package mutating func add(_ events: [HostEvent]) {
    for event in events { connections.add(event) }
  }

  /// What was seen of the capturing host's sockets meanwhile.
  package mutating func add(_ sightings: [SocketSighting]) {
    for sighting in sightings { sockets.add(sighting) }
  }

  /// The event with the processes filled in, when it is a flow that is known of. What the audit log tells is surer.
  package func attributing(_ event: TrafficEvent) -> TrafficEvent {
    guard case .flow(let fact) = event else { return event }
    var flow = fact.value
    let (client, server) = (flow.flow.client, flow.flow.server)
    flow.process =
      connections.connect(from: client.address, to: server, at: flow.extent.start)?.process
      ?? sockets.process(at: client, of: flow)
    flow.serverProcess = sockets.process(at: server, of: flow)
    return .flow(flow)
  }
}
