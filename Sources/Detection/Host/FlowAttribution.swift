package import Policy
package import TrafficModel

/// Names the process behind flows that an audited host opened.
package struct FlowAttribution: Sendable {
  private var connections: HostConnections

  /// - Parameter limit: so many connects are remembered.
  package init(_ events: [HostEvent], policy: EgressPolicy, limit: Int = .max) {
    connections = HostConnections(events, policy: policy, limit: limit)
  }

  /// What the log tells meanwhile.
  package mutating func add(_ events: [HostEvent]) {
    for event in events { connections.add(event) }
  }

  /// The event with the process filled in, when it is a flow that the log tells of.
  package func attributing(_ event: TrafficEvent) -> TrafficEvent {
    guard case .flow(var flow) = event,
      let connect = connections.connect(from: flow.flow.client.address, to: flow.flow.server, at: flow.extent.start)
    else { return event }
    flow.process = connect.process
    return .flow(flow)
  }
}
