import TrafficModel

/// What an MCP server's own machine sent somewhere, on a flow of its own or in one request of a flow that it keeps open;
/// waiting for the calls around it to be complete.
struct OnwardFlow: Sendable {
  var flow: FlowReference
  var extent: Extent
  var sent: UInt64
  var received: UInt64
  /// The name the destination is known by, bare.
  var name: String?
  /// One request: the flow is judged against the policy by itself.
  var isExchange: Bool
  /// The first one that was seen of its flow: the flow was opened shortly before.
  var isFirst = true
  /// A flow whose requests are seen one by one.
  var hasExchanges: Bool

  init(_ summary: FlowSummary) {
    flow = summary.flow
    extent = summary.extent
    sent = summary.toServer.payloadBytes
    received = summary.toClient.payloadBytes
    name = summary.serverName.map { HostName.bare($0.rawTextForMatchingAndStorage) }
    isExchange = false
    hasExchanges = summary.service == "http" || summary.service == "http2"
  }

  /// Nil for a request that nothing was captured of.
  init?(_ exchange: HTTPExchange) {
    guard let extent = exchange.request.extent ?? exchange.extent else { return nil }
    flow = exchange.flow
    self.extent = extent
    sent = exchange.request.bodyBytes &+ UInt64(exchange.target?.rawTextForMatchingAndStorage.utf8.count ?? 0)
    received = exchange.response.bodyBytes
    name = exchange.host.map { HostName.bare($0.rawTextForMatchingAndStorage) }
    isExchange = true
    hasExchanges = false
  }

  /// What names the destination in findings: its name, or its address.
  var destination: UntrustedText { UntrustedText(name ?? flow.server.address.description) }
}
