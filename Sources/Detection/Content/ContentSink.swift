import TrafficModel

/// Something that was sent, in which content may reappear.
struct ContentSink {
  var flow: FlowReference
  var extent: Extent
  var tool: UntrustedText?
  var destination: UntrustedText?
  var place: String

  /// Whether content of `source` would be new to the receiver: neither the server it came from, nor one it was given to.
  func isElsewhere(_ source: ContentSource) -> Bool {
    source.server != flow.server && (source.server.address != flow.client.address || tool == nil)
  }
}
