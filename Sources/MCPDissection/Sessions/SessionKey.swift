import TrafficModel

/// What makes several exchanges one session or one actor (state keys of the protocol notes §6.5).
enum SessionKey: Hashable {
  /// `Mcp-Session-Id` at one server.
  case header(Endpoint, [UInt8])
  /// The session key in the URL of HTTP+SSE.
  case query(Endpoint, [UInt8])
  /// Legacy exchanges without an id.
  case legacyActor(IPAddress, Endpoint, KeyedHash?, userAgent: [UInt8])
  /// The stateless revision has no sessions: client, server, credential, client name.
  case modernActor(IPAddress, Endpoint, KeyedHash?, client: Implementation?)
  case webSocket(FlowID, stream: UInt64)
}
