package import TrafficModel

/// One MCP server of a window.
package struct ServerRow: Hashable, Sendable {
  /// Address and port.
  package var endpoint: String
  package var name: UntrustedText?
  package var version: UntrustedText?
  package var authority: UntrustedText?
  /// How its sessions were recognized, most often first: `header`, `sse-endpoint`, `inferred`.
  package var bases: [String]
  package var transports: [String]
  package var revisions: [String]
  package var sessions: Int64
  package var clients: Int64
  package var calls: Int64
  package var errors: Int64
  package var resultBytes: Int64
  /// Sessions with a credential.
  package var authenticated: Int64
  package var first: Timestamp
  package var last: Timestamp
}
