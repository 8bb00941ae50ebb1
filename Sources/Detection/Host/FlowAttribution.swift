package import Policy
package import TrafficModel

/// Names the process behind flows that an audited host opened.
package struct FlowAttribution: Sendable {
  private let connections: HostConnections

  package init(_ events: [HostEvent], policy: EgressPolicy) { connections = HostConnections(events, policy: policy) }

  /// The event with the process filled in, when it is a flow that the log tells of.
  package func attributing(_ event: TrafficEvent) -> TrafficEvent {
    guard case .flow(var flow) = event,
      let connect = connections.connect(from: flow.flow.client.address, to: flow.flow.server, at: flow.extent.start)
    else { return event }
    flow.process = connect.process
    return .flow(flow)
  }
}
