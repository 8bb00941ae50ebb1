import TrafficModel

/// Holds back what is found in flows of OAuth until their client is known to speak MCP: other logins are not this program's
/// to judge.
struct ClientGate: Sendable {
  private static let waitingLimit = 16_384
  private static let waitingPerClient = 8

  private var clients = RecentTable<IPAddress, Void>(limit: Speakers.limit)
  private var waiting = RecentTable<IPAddress, [Finding]>(limit: Self.waitingLimit)

  /// Lets go what waited for `speaker`.
  mutating func open(for speaker: Speaker, into findings: inout [Finding]) {
    guard case .client(let client) = speaker else { return }
    clients.insert(client)
    findings += waiting.removeValue(forKey: client) ?? []
  }

  mutating func pass(_ finding: Finding, from client: IPAddress, into findings: inout [Finding]) {
    if clients.contains(client) {
      findings.append(finding)
    } else {
      var held = waiting[client] ?? []
      guard held.count < Self.waitingPerClient, !held.contains(where: { $0.id == finding.id }) else { return }
      held.append(finding)
      waiting[client] = held
    }
  }
}
