import Configuration
import Policy
import PolicyRendering
import SettingsFiles
import TrafficModel

/// A policy with one of everything, and what comes of it.
enum RenderedPolicy {
  static let text = """
    servers:
      - name: search
        addresses: [10.99.0.1]
        listen: 8080
        user: nobody
        unit: mcp-search.service
        executable: /usr/bin/env
        configuration: [/etc/hosts]
        tools: [/etc/]
        dns: [10.99.0.53, "fd00:99::53"]
        loopback: [5432]
        allow:
          - {to: api.example, ports: 443, reason: "the \\"backend\\"\\n; drop"}
          - {to: 10.99.0.2, ports: [9001, 9100-9110]}
          - {to: "fd00:99::2", ports: [9001], protocols: [tcp, udp]}
    clients:
      - {name: agents, addresses: [10.99.0.0/24], allow: [10.99.0.1]}
    """

  /// The text of a policy learned from a server at 10.99.0.1 and fd00:99::1 that opened flows to `seen`.
  static func learned(_ seen: [(transport: String, address: String, port: UInt16)]) -> String {
    var learner = PolicyLearner()
    for address in ["10.99.0.1", "fd00:99::1"].compactMap(IPAddress.init(parsing:)) {
      learner.observe(.session(session(Endpoint(address, 8080))))
      for entry in seen {
        guard let to = IPAddress(parsing: entry.address), to.isV4 == address.isV4 else { continue }
        learner.observe(
          .flow(flow(from: address, to: Endpoint(to, entry.port), entry.transport == "udp" ? .udp : .tcp)))
      }
    }
    return PolicyText.yaml(learner.policy(user: "nobody"))
  }

  private static let extent = Extent(Moment(time: .zero, frame: .none))

  private static func session(_ server: Endpoint) -> MCPSession {
    let flow = FlowReference(
      id: FlowID(rawValue: 1), client: Endpoint(IPAddress(v4: 0x0a63_0002), 40_000), server: server, transport: .tcp)
    let reference = SessionReference(
      id: RecordID(rawValue: 1), basis: .inferred, confidence: 1, transport: .streamableModern)
    return MCPSession(session: reference, flow: flow, extent: extent, counts: MCPSession.Counts(), ending: .open)
  }

  private static func flow(from client: IPAddress, to server: Endpoint, _ transport: TransportProtocol) -> FlowSummary {
    var answers = FlowSummary.DirectionCounts()
    answers.frames = 1
    let reference = FlowReference(
      id: FlowID(rawValue: 2), client: Endpoint(client, 40_000), server: server, transport: transport)
    return FlowSummary(
      flow: reference, extent: extent, state: .closed, isMidstream: false, isOneSided: false,
      toServer: FlowSummary.DirectionCounts(), toClient: answers)
  }

  static func policy(_ text: String = text) throws -> EgressPolicy {
    try ConfigurationReader().read(SettingsFile(path: "egret.yml", text: text)).policy
  }

  static func rules(_ format: RuleFormat, _ text: String = text) throws -> RenderedRules {
    PolicyRenderer(try policy(text), file: "egret.yml").render(format)
  }
}
