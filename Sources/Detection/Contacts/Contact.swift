package import TrafficModel

/// One contact between a client and a server, with what it takes to tell a series from another and to show it.
package struct Contact: Sendable {
  package var key: ContactKey
  package var time: Timestamp
  package var bytesOut: UInt64
  package var bytesIn: UInt64
  /// Equal for equal requests; 0 where it is not known.
  package var body: UInt64
  package var flow: FlowReference
  package var extent: Extent
  /// `tools/call`, `ping`, `GET`; empty for connections.
  package var method: UntrustedText
  package var tool: UntrustedText?
  /// The name the client has for the server.
  package var serverName: UntrustedText?

  package init(
    key: ContactKey, time: Timestamp, bytesOut: UInt64, bytesIn: UInt64, body: UInt64, flow: FlowReference,
    extent: Extent, method: UntrustedText, tool: UntrustedText? = nil, serverName: UntrustedText? = nil
  ) {
    self.key = key
    self.time = time
    self.bytesOut = bytesOut
    self.bytesIn = bytesIn
    self.body = body
    self.flow = flow
    self.extent = extent
    self.method = method
    self.tool = tool
    self.serverName = serverName
  }
}
