import TrafficModel

/// Holds back what is found in HTTP until its server is known to speak MCP: other traffic is not this program's to judge.
struct ServerGate: Sendable {
  private static let waitingLimit = 4_096
  private static let waitingPerServer = 4

  private var servers = RecentTable<Endpoint, Void>(limit: Speakers.limit)
  private var waiting = RecentTable<Endpoint, [Finding]>(limit: Self.waitingLimit)

  /// Lets go what waited for `speaker`.
  mutating func open(for speaker: Speaker, into findings: inout [Finding]) {
    guard case .server(let server) = speaker else { return }
    servers.insert(server)
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
