/// What every fact says about the flow it was seen in: its name and its two ends, by role.
package struct FlowReference: Hashable, Sendable {
  package var id: FlowID
  package var client: Endpoint
  package var server: Endpoint
  package var transport: TransportProtocol

  package init(id: FlowID, client: Endpoint, server: Endpoint, transport: TransportProtocol) {
    self.id = id
    self.client = client
    self.server = server
    self.transport = transport
  }
}
