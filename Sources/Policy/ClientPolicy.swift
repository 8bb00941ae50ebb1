package import TrafficModel

/// What a group of MCP clients may talk to.
package struct ClientPolicy: Hashable, Sendable {
  package var name: String
  package var addresses: [IPNetwork]
  package var allowed: [AllowedDestination]
  package var line: Int

  package init(name: String, addresses: [IPNetwork], allowed: [AllowedDestination], line: Int = 0) {
    self.name = name
    self.addresses = addresses
    self.allowed = allowed
    self.line = line
  }

  package func describes(_ address: IPAddress) -> Bool { addresses.contains { $0.contains(address) } }

  /// The index in `allowed` of what lets a client talk to `destination`; nil when nothing does.
  package func permission(for destination: Endpoint, names: [String], _ transport: TransportProtocol) -> Int? {
    allowed.firstIndex { $0.covers(destination, names: names, transport) }
  }
}
