import TrafficModel

/// Something that was sent, in which content may reappear.
struct ContentSink {
  var flow: FlowReference
  var extent: Extent
  var tool: UntrustedText?
  var destination: UntrustedText?
  var place: String

  /// Whether content of `source` would be new to the receiver: neither the server it came from, nor one it was given to.
  func isElsewhere(_ source: ContentSource) -> Bool { Self.isElsewhere(source.server, flow, isCall: tool != nil) }

  /// The same of anything that `server` gave and that is sent in `flow`, in a tool call or otherwise.
  static func isElsewhere(_ server: Endpoint, _ flow: FlowReference, isCall: Bool) -> Bool {
    server != flow.server && (server.address != flow.client.address || !isCall)
  }
}
