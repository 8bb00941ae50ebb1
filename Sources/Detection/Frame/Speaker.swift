package import TrafficModel

/// A client or a server that speaks MCP.
package enum Speaker: Hashable, Sendable {
  case client(IPAddress)
  case server(Endpoint)
}
