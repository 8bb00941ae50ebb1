import HTTPDissection
import TrafficModel

extension MCPDissector {
  /// The session an exchange belongs to, by what its request, or failing that its response, says.
  func session(of mcp: MCPExchange, _ message: JSONRPCMessage?, _ moment: Moment) -> SessionState {
    if let known = mcp.session { return known }
    let session = sessions.session(
      key(of: mcp, message), flow: mcp.flow, transport: transport(of: mcp, message), moment: moment)
    for old in sessions.takeEvicted() { conclude(old, .idle) }
    join(mcp, session, moment)
    return session
  }

  private func key(of mcp: MCPExchange, _ message: JSONRPCMessage?) -> SessionKey {
    let server = mcp.flow.server
    if mcp.isChannel { return .webSocket(mcp.flow.id, stream: mcp.exchange.streamID) }
    if isModern(mcp, message) {
      return .modernActor(
        mcp.flow.client.address, server, identity(mcp.credential), client: message?.metadata.client)
    }
    if let id = mcp.traits?.sessionID ?? mcp.issuedSessionID { return .header(server, id) }
    if let key = mcp.traits?.querySessionKey { return .query(server, key) }
    return .legacyActor(
      mcp.flow.client.address, server, mcp.credential?.hash, userAgent: mcp.traits?.userAgent ?? [])
  }

  /// Who a credential stands for: tokens are renewed within the hour, and whose they are stays.
  private func identity(_ credential: CredentialReference?) -> KeyedHash? {
    credential.map { subject(of: $0) ?? $0.hash }
  }

  /// Stands for issuer and subject of a token; nil where it names none.
  private func subject(of credential: CredentialReference) -> KeyedHash? {
    guard let subject = credential.subject?.rawTextForMatchingAndStorage else { return nil }
    let issuer = credential.issuer?.rawTextForMatchingAndStorage ?? ""
    return keyedHash("\(issuer)\n\(subject)".utf8)
  }

  /// Whose task a request is about.
  func taskKey(_ id: String, _ mcp: MCPExchange) -> TaskRegister.Key {
    let owner: TaskOwner =
      if let credential = mcp.credential {
        subject(of: credential).map(TaskOwner.subject) ?? .credential(credential.hash)
      } else {
        .address(mcp.flow.client.address)
      }
    return TaskRegister.Key(server: mcp.flow.server, owner: owner, id: id)
  }

  private func transport(of mcp: MCPExchange, _ message: JSONRPCMessage?) -> SessionReference.Transport {
    if mcp.isChannel { return .webSocket }
    if isModern(mcp, message) { return .streamableModern }
    return mcp.traits?.querySessionKey != nil ? .httpSSE : .streamableLegacy
  }

  /// The era is decided per request (protocol notes §6.3): dual-era servers mix both on one connection.
  func isModern(_ mcp: MCPExchange, _ message: JSONRPCMessage?) -> Bool {
    if mcp.traits?.mirroredMethod != nil || mcp.traits?.revision?.era == .modern {
      // `initialize` exists in the legacy era only, whatever revision it asks for.
      return message?.method != "initialize"
    }
    guard let message, let named = message.metadata.revision else { return false }
    return ProtocolRevision(named.rawTextForMatchingAndStorage)?.era == .modern
  }

  /// Notes that `mcp` belongs to `session`, and what its head says of both.
  func join(_ mcp: MCPExchange, _ session: SessionState, _ moment: Moment) {
    mcp.session = session
    session.counts.exchanges += 1
    session.extent.extend(to: moment)
    // The one that is in use now.
    if session.reference.credential == nil || session.reference.transport == .streamableModern {
      session.reference.credential = mcp.credential ?? session.reference.credential
    }
    if session.reference.authority == nil {
      session.reference.authority = mcp.exchange.requestHead?.authority.map { UntrustedText(decoding: $0) }
    }
    if session.reference.revision == nil { session.reference.revision = mcp.traits?.revision }
  }

  /// What a modern request says about its sender, each time anew.
  func noteMetadata(_ message: JSONRPCMessage, _ session: SessionState) {
    guard session.reference.client == nil || session.reference.revision == nil else { return }
    if session.reference.client == nil { session.reference.client = message.metadata.client }
    if session.reference.revision == nil {
      session.reference.revision = message.metadata.revision.flatMap {
        ProtocolRevision($0.rawTextForMatchingAndStorage)
      }
    }
  }

  /// An event stream of the server began: a GET, or the answer to a POST.
  func streamOpened(_ mcp: MCPExchange, _ moment: Moment) {
    guard mcp.traits?.method == "GET", let traits = mcp.traits else { return }
    guard traits.sessionID != nil || traits.querySessionKey != nil else { return }
    countStream(mcp, session(of: mcp, nil, moment))
  }

  private func countStream(_ mcp: MCPExchange, _ session: SessionState) {
    guard !mcp.isCountedStream else { return }
    mcp.isCountedStream = true
    session.openStreams += 1
  }

  /// The `endpoint` event of HTTP+SSE: where to POST, and with it the key of the session (2024-11-05 basic/transports).
  func endpointAnnounced(_ uri: [UInt8], _ mcp: MCPExchange, _ moment: Moment) {
    let query = uri.firstIndex(of: UInt8(ascii: "?")) ?? uri.endIndex
    let target = RequestTraits.path(of: uri[..<query])
    weigh(mcp) { .endpointEvent }
    recognize(mcp.flow.server, path: target.path)
    if let authority = target.authority, let own = mcp.exchange.requestHead?.authority, authority != own {
      observer.anomaly(.foreignEndpoint, flow: mcp.flow, moment: moment)
    }
    guard mcp.session == nil, let key = RequestTraits.sessionKey(inQuery: uri[query...].dropFirst()) else { return }
    let session = sessions.session(.query(mcp.flow.server, key), flow: mcp.flow, transport: .httpSSE, moment: moment)
    join(mcp, session, moment)
    countStream(mcp, session)
  }

  /// The session is over: what still waits in it is stated, then the session itself.
  func conclude(_ session: SessionState, _ ending: MCPSession.Ending) {
    for call in session.pending.inOrder { settle(call, nil, statusWithoutAnswer(call, session, ending)) }
    for (call, _, _) in session.awaitingInput where !call.isSettled { settle(call, nil, .pending) }
    let tasks = session.tasks.values.filter { !$0.isSettled }.sorted {
      ($0.extent.start, $0.id) < ($1.extent.start, $1.id)
    }
    for call in tasks { settle(call, nil, .pending) }
    session.awaitingInput = []
    session.tasks = [:]
    sessions.remove(session)
    // Opened for something that turned out to belong elsewhere (a redirection, a stream nobody used).
    guard session.hasContent else { return }
    observer.emit(.session(session.fact(ending)))
  }

  private func statusWithoutAnswer(
    _ call: OpenCall, _ session: SessionState, _ ending: MCPSession.Ending
  ) -> CallStatus {
    if call.isCancelled { return .cancelled }
    if call.sawGap || session.sawGap { return .gap }
    return ending == .open && (call.isCarrierOpen || session.openStreams > 0) ? .pending : .unanswered
  }
}
