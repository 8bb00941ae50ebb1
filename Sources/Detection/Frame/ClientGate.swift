import TrafficModel

/// Holds back what is found in flows of OAuth until their client is known to speak MCP: other logins are not this program's
/// to judge.
struct ClientGate: Sendable {
  private static let clientLimit = 16_384
  private static let waitingPerClient = 8

  /// What a detector must want besides HTTP.
  static let interest: TrafficEvent.Kinds = [.toolCall, .message, .session]

  private var clients = RecentTable<IPAddress, Void>(limit: Self.clientLimit)
  private var waiting = RecentTable<IPAddress, [Finding]>(limit: Self.clientLimit)

  mutating func learn(_ event: TrafficEvent, into findings: inout [Finding]) {
    switch event {
    case .toolCall(let call): open(call.flow.client.address, &findings)
    case .message(let message): open(message.flow.client.address, &findings)
    case .session(let session): open(session.flow.client.address, &findings)
    case .http(let exchange) where exchange.looksLikeMCP: open(exchange.flow.client.address, &findings)
    default: break
    }
  }

  private mutating func open(_ client: IPAddress, _ findings: inout [Finding]) {
    guard clients.insert(client) else { return }
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
