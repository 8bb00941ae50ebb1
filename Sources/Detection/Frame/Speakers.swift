package import TrafficModel

/// Who is known to speak MCP. A server by its sessions, calls and messages; a client by these, and by HTTP that looks like MCP.
package struct Speakers: Sendable {
  /// Of each kind; what was silent longest makes room.
  package static let limit = 16_384

  /// How many had been met when each was met last.
  private var clients = RecentTable<IPAddress, Int>(limit: Self.limit)
  private var servers = RecentTable<Endpoint, Int>(limit: Self.limit)
  private var met = 0

  package init() {}

  /// Those that no event showed before this one, or none since many others were met: who remembers the `limit` it met last knows
  /// all that are active.
  package mutating func meet(_ event: TrafficEvent) -> [Speaker] {
    switch event {
    case .toolCall(let call): meet(call.value.flow)
    case .message(let message): meet(message.value.flow)
    case .session(let session): meet(session.value.flow)
    case .http(let exchange): meet(exchange.value)
    default: []
    }
  }

  private mutating func meet(_ flow: FlowReference) -> [Speaker] {
    let new = meet(flow.client.address)
    let last = servers[flow.server]
    guard !isKnown(last) else { return new }
    met += 1
    servers[flow.server] = met
    return new + [.server(flow.server)]
  }

  private mutating func meet(_ exchange: HTTPExchange) -> [Speaker] {
    // Looked up by itself: as an argument of a method, it would be looked up in a copy.
    let last = clients[exchange.flow.client.address]
    guard !isKnown(last), exchange.looksLikeMCP else { return [] }
    return meet(exchange.flow.client.address)
  }

  private mutating func meet(_ client: IPAddress) -> [Speaker] {
    let last = clients[client]
    guard !isKnown(last) else { return [] }
    met += 1
    clients[client] = met
    return [.client(client)]
  }

  private func isKnown(_ last: Int?) -> Bool { last.map { met - $0 < Self.limit / 2 } ?? false }
}
