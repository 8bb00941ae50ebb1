import TrafficModel

/// The sessions and actors known now.
///
/// Invariant: `byKey` and `all` hold the same sessions, at most `limits.sessions`.
struct SessionTracker {
  private let limits: MCPLimits
  private let hasher: SecretHasher
  private var byKey: [SessionKey: SessionState] = [:]
  /// Those that flows asked for last, by flow: nearly all exchanges of a connection are of one session, and to compare its key is
  /// far cheaper than to look it up.
  private var recent: [SessionState?] = Array(repeating: nil, count: 256)
  private var created: UInt64 = 0
  /// Stated and forgotten to make room; the caller takes them.
  private(set) var evicted: [SessionState] = []

  init(limits: MCPLimits, hasher: SecretHasher) {
    self.limits = limits
    self.hasher = hasher
  }

  var count: Int { byKey.count }
  var totalCreated: UInt64 { created }

  /// All sessions in the order they were first seen.
  var all: [SessionState] { Self.inOrder(Array(byKey.values)) }

  /// In no order.
  func forEach(_ body: (SessionState) -> Void) { byKey.values.forEach(body) }

  mutating func takeEvicted() -> [SessionState] {
    defer { evicted.removeAll() }
    return evicted
  }

  /// Of the sessions that match, the one that began last.
  func newest(where matches: (SessionState) -> Bool) -> SessionState? {
    byKey.values.lazy.filter(matches).max { $0.ordinal < $1.ordinal }
  }

  /// The session of that key, made when there is none.
  mutating func session(
    _ key: SessionKey, flow: FlowReference, transport: SessionReference.Transport, moment: Moment
  ) -> SessionState {
    let place = Int(truncatingIfNeeded: flow.id.rawValue & 255)
    if let last = recent[place], !last.isForgotten, last.key == key { return last }
    if let known = byKey[key] {
      recent[place] = known
      return known
    }
    if byKey.count >= limits.sessions { evictOldest() }
    let session = SessionState(
      key: key, ordinal: created, flow: flow, reference: reference(key, flow, transport, moment), moment: moment)
    created += 1
    byKey[key] = session
    recent[place] = session
    return session
  }

  /// Makes room for an eighth of the table at once, so that a flood of sessions costs a sort now and then, not for each.
  private mutating func evictOldest() {
    let oldest = byKey.values.sorted(by: Self.isOlder).prefix(max(1, limits.sessions / 8))
    for session in oldest { remove(session) }
    evicted += oldest
  }

  private static func isOlder(_ a: SessionState, _ b: SessionState) -> Bool {
    (a.extent.end, a.ordinal) < (b.extent.end, b.ordinal)
  }

  mutating func remove(_ session: SessionState) {
    byKey[session.key] = nil
    session.isForgotten = true
  }

  /// Sessions that have been closed or idle for long enough to be stated.
  func expired(at now: Timestamp) -> [SessionState] {
    let expired = byKey.values.filter { session in
      let limit = session.isClosed ? limits.closedSeconds : limits.idleSeconds
      return session.openStreams == 0 && now - session.quietSince > limit * 1_000_000_000
    }
    return Self.inOrder(expired)
  }

  /// In the order they were first seen. Places are sorted, not sessions: moving references counts them, each time.
  private static func inOrder(_ sessions: [SessionState]) -> [SessionState] {
    var places = sessions.indices.map { (ordinal: sessions[$0].ordinal, index: $0) }
    places.sort { $0.ordinal < $1.ordinal }
    return places.map { sessions[$0.index] }
  }

  private func reference(
    _ key: SessionKey, _ flow: FlowReference, _ transport: SessionReference.Transport, _ moment: Moment
  ) -> SessionReference {
    let secret: KeyedHash? =
      switch key {
      case .header(_, let secret), .query(_, let secret): hasher.hash(secret)
      case .modernActor, .legacyActor, .webSocket: nil
      }
    let discriminator = secret.map { UInt64(truncatingIfNeeded: $0.bits) } ?? discriminator(key)
    let id = RecordID(.session, flow.id, UInt64(bitPattern: moment.time.nanoseconds), discriminator)
    switch key {
    case .header:
      var reference = SessionReference(id: id, basis: .header, confidence: 1, transport: transport)
      reference.idHash = secret
      return reference
    case .query:
      var reference = SessionReference(id: id, basis: .sseEndpoint, confidence: 1, transport: .httpSSE)
      reference.idHash = secret
      return reference
    case .modernActor(_, _, let credential, let client):
      let confidence = credential != nil ? 0.8 : client != nil ? 0.6 : 0.4
      return SessionReference(id: id, basis: .inferred, confidence: confidence, transport: .streamableModern)
    case .legacyActor(_, _, let credential, _):
      let confidence = credential != nil ? 0.7 : 0.5
      return SessionReference(id: id, basis: .inferred, confidence: confidence, transport: transport)
    case .webSocket:
      return SessionReference(id: id, basis: .inferred, confidence: 0.9, transport: .webSocket)
    }
  }

  /// Keeps two sessions without an id of their own that begin in one frame apart.
  private func discriminator(_ key: SessionKey) -> UInt64 {
    switch key {
    case .legacyActor(_, _, let credential, let agent):
      UInt64(truncatingIfNeeded: credential?.bits ?? 0) ^ UInt64(agent.count)
    case .modernActor(_, _, let credential, let client):
      UInt64(truncatingIfNeeded: credential?.bits ?? 0)
        ^ UInt64(client?.name.rawTextForMatchingAndStorage.utf8.count ?? 0)
    // Nearly always the first exchange of its connection; over HTTP/2 there may be several at once.
    case .webSocket(_, let stream): stream &- 1
    case .header, .query: 0
    }
  }
}
