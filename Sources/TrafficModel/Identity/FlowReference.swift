/// What every fact says about the flow it was seen in: its name and its two ends, by role.
public struct FlowReference: Hashable, Sendable {
  /// Its name.
  public var id: FlowID
  /// The end that asks.
  public var client: Endpoint
  /// The end that answers.
  public var server: Endpoint
  /// What carries it.
  public var transport: TransportProtocol

  /// Names a flow and its ends.
  public init(id: FlowID, client: Endpoint, server: Endpoint, transport: TransportProtocol) {
    self.id = id
    self.client = client
    self.server = server
    self.transport = transport
  }

  /// Exchanges the roles of the ends.
  public mutating func reverse() { swap(&client, &server) }
}
