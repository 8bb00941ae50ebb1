/// What every MCP fact says about the session or actor it belongs to, as known when the fact was stated.
package struct SessionReference: Hashable, Sendable {
  /// Why several exchanges are taken to belong together.
  package enum Basis: String, CaseIterable, Sendable {
    /// A session id in `Mcp-Session-Id`.
    case header
    /// The session key in the URL of the HTTP+SSE transport, announced by its `endpoint` event or not.
    case sseEndpoint = "sse-endpoint"
    /// No id exists or none was captured: grouped by client, server, credential and client name.
    case inferred
  }

  /// Independent of the revision (a session over HTTP+SSE may negotiate any).
  package enum Transport: String, CaseIterable, Sendable {
    case httpSSE = "http_sse"
    case streamableLegacy = "streamable_legacy"
    case streamableModern = "streamable_modern"
    case webSocket = "ws"
  }

  package var id: RecordID
  /// Stands for the session id itself, where there is one.
  package var idHash: KeyedHash?
  package var basis: Basis
  /// How sure the grouping is, 0…1.
  package var confidence: Double
  package var transport: Transport
  package var revision: ProtocolRevision?
  package var client: Implementation?
  package var server: Implementation?
  /// `Host` or `:authority` the client used.
  package var authority: UntrustedText?
  package var credential: CredentialReference?

  package init(id: RecordID, basis: Basis, confidence: Double, transport: Transport) {
    self.id = id
    self.basis = basis
    self.confidence = confidence
    self.transport = transport
  }
}
