package import TrafficModel

/// Who is known to speak MCP. A server by its sessions, calls and messages; a client by these, and by HTTP that looks like MCP.
package struct Speakers: Sendable {
  /// Of each kind; further ones stay strangers.
  private static let limit = 16_384

  private var clients: Set<IPAddress> = []
  private var servers: Set<Endpoint> = []

  package init() {}

  /// Those that no event showed before this one.
  package mutating func meet(_ event: TrafficEvent) -> [Speaker] {
    switch event {
    case .toolCall(let call): meet(call.flow)
    case .message(let message): meet(message.flow)
    case .session(let session): meet(session.flow)
    case .http(let exchange):
      if !clients.contains(exchange.flow.client.address), exchange.looksLikeMCP {
        meet(exchange.flow.client.address)
      } else {
        []
      }
    default: []
    }
  }

  private mutating func meet(_ flow: FlowReference) -> [Speaker] {
    let new = meet(flow.client.address)
    guard servers.count < Self.limit, servers.insert(flow.server).inserted else { return new }
    return new + [.server(flow.server)]
  }

  private mutating func meet(_ client: IPAddress) -> [Speaker] {
    clients.count < Self.limit && clients.insert(client).inserted ? [.client(client)] : []
  }
}
