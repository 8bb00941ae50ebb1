import TrafficModel

/// Holds back what is found in HTTP until its server is known to speak MCP: other traffic is not this program's to judge.
struct ServerGate: Sendable {
  private static let serverLimit = 16_384
  private static let waitingLimit = 4_096
  private static let waitingPerServer = 4

  private var servers = RecentTable<Endpoint, Void>(limit: Self.serverLimit)
  private var waiting = RecentTable<Endpoint, [Finding]>(limit: Self.waitingLimit)

  /// What a detector must want besides HTTP.
  static let interest: TrafficEvent.Kinds = [.toolCall, .message, .session]

  /// Takes note of servers that speak MCP, and lets go what waited for that.
  mutating func learn(_ event: TrafficEvent, into findings: inout [Finding]) {
    switch event {
    case .toolCall(let call): open(call.flow.server, &findings)
    case .message(let message): open(message.flow.server, &findings)
    case .session(let session): open(session.flow.server, &findings)
    default: break
    }
  }

  private mutating func open(_ server: Endpoint, _ findings: inout [Finding]) {
    guard servers.insert(server) else { return }
    findings += waiting.removeValue(forKey: server) ?? []
  }

  mutating func pass(_ finding: Finding, _ exchange: HTTPExchange, into findings: inout [Finding]) {
    pass(finding, at: exchange.flow.server, looksLikeMCP: exchange.looksLikeMCP, into: &findings)
  }

  mutating func pass(_ finding: Finding, at server: Endpoint, looksLikeMCP: Bool, into findings: inout [Finding]) {
    if servers.contains(server) || looksLikeMCP {
      findings.append(finding)
    } else {
      var held = waiting[server] ?? []
      guard held.count < Self.waitingPerServer, !held.contains(where: { $0.id == finding.id }) else { return }
      held.append(finding)
      waiting[server] = held
    }
  }
}
