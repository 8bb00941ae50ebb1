import TrafficModel

/// One session or actor while it goes on.
///
/// Invariant: `pendingCount` calls lie in `pending` and `repeated`; a key in `repeated` is in `pending`, too, with an older
/// call.
final class SessionState {
  struct PendingKey: Hashable {
    var direction: Direction
    var id: JSONRPCID
  }

  let key: SessionKey
  /// Order of creation; ends every question of order between sessions.
  let ordinal: UInt64
  let flow: FlowReference
  var reference: SessionReference
  var extent: Extent
  var counts = MCPSession.Counts()
  var instructions: UntrustedText?
  /// What the client said it can do, of `ClientCapability`; nil where the handshake was not captured.
  var clientCapabilities: Set<ClientCapability>?
  var isClosed = false
  /// Part of an event stream of the server was not captured.
  var sawGap = false
  /// Event streams of the server that are open now.
  var openStreams = 0

  private(set) var pendingCount = 0
  private var pending: [PendingKey: OpenCall] = [:]
  /// Calls under an id that was used again before it was answered: nobody should, so they have a place of their own.
  private var repeated: [PendingKey: [OpenCall]] = [:]
  private var progressTokens: [[UInt8]: OpenCall] = [:]
  private var answered: Set<PendingKey> = []
  private var answeredOrder: [PendingKey] = []
  /// Calls the server answered with a question, in the order of their answers.
  var awaitingInput: [(call: OpenCall, state: [UInt8]?, keys: [[UInt8]])] = []
  /// Calls whose result a task will carry, by task id.
  var tasks: [String: OpenCall] = [:]
  /// Until when servers said that they keep them, the last one.
  var tasksKept = Timestamp.zero

  init(key: SessionKey, ordinal: UInt64, flow: FlowReference, reference: SessionReference, moment: Moment) {
    self.key = key
    self.ordinal = ordinal
    self.flow = flow
    self.reference = reference
    extent = Extent(moment)
  }

  /// The calls waiting for an answer, in the order they were sent.
  var pendingCalls: [OpenCall] {
    (Array(pending.values) + repeated.values.joined()).sorted { ($0.extent.start, $0.id) < ($1.extent.start, $1.id) }
  }

  /// Whether a request of this direction and id is waiting already.
  func isPending(_ id: JSONRPCID, _ direction: Direction) -> Bool {
    pending[PendingKey(direction: direction, id: id)] != nil
  }

  func add(_ call: OpenCall) {
    guard let id = call.request.id else { return }
    let key = PendingKey(direction: call.direction, id: id)
    if let oldest = pending.updateValue(call, forKey: key) {
      pending[key] = oldest
      repeated[key, default: []].append(call)
    }
    pendingCount += 1
    if let token = call.progressToken { progressTokens[token] = call }
  }

  /// The oldest call of that direction and id.
  func waiting(_ id: JSONRPCID, _ direction: Direction) -> OpenCall? {
    pending[PendingKey(direction: direction, id: id)]
  }

  func call(forProgress token: JSONView) -> OpenCall? { progressTokens[Array(token.text)] }

  /// Takes the call out of the waiting ones and remembers its id as answered.
  func remove(_ call: OpenCall, answeredLimit: Int) {
    guard let id = call.request.id else { return }
    let key = PendingKey(direction: call.direction, id: id)
    if pending[key] === call {
      pending[key] = repeated.isEmpty ? nil : takeRepeated(key, at: 0)
      pendingCount -= 1
      // Idle sessions are many: an empty table gives its memory back.
      if pending.isEmpty { pending = [:] }
    } else if let index = repeated[key]?.firstIndex(where: { $0 === call }) {
      _ = takeRepeated(key, at: index)
      pendingCount -= 1
    }
    if let token = call.progressToken { progressTokens[token] = nil }
    remember(key, limit: answeredLimit)
  }

  private func takeRepeated(_ key: PendingKey, at index: Int) -> OpenCall? {
    let call = repeated[key]?.remove(at: index)
    if repeated[key]?.isEmpty == true { repeated[key] = nil }
    return call
  }

  /// The call was answered with a question or a task, and waits here for the rest.
  func isHolding(_ call: OpenCall) -> Bool {
    awaitingInput.contains { $0.call === call } || (call.taskHash != nil && tasks.values.contains { $0 === call })
  }

  func wasAnswered(_ id: JSONRPCID, _ direction: Direction) -> Bool {
    answered.contains(PendingKey(direction: direction, id: id))
  }

  private func remember(_ key: PendingKey, limit: Int) {
    // Where sessions are only inferred, equal ids are no repetition.
    guard reference.basis != .inferred else { return }
    guard answered.insert(key).inserted else { return }
    answeredOrder.append(key)
    guard answeredOrder.count > 2 * limit else { return }
    for old in answeredOrder.prefix(limit) { answered.remove(old) }
    answeredOrder.removeFirst(limit)
  }

  /// Since when nothing came, or comes, of it. Where a task carries a call on, its result may still be asked for.
  var quietSince: Timestamp { tasks.isEmpty ? extent.end : max(extent.end, tasksKept) }

  /// Some message of it was seen, or a stream that is all there is of it.
  var hasContent: Bool {
    counts.requests + counts.notifications + counts.toolCalls + counts.serverRequests > 0 || server != nil
      || reference.basis != .inferred
  }

  private var server: Implementation? { reference.server }

  func fact(_ ending: MCPSession.Ending) -> MCPSession {
    var fact = MCPSession(session: reference, flow: flow, extent: extent, counts: counts, ending: ending)
    fact.instructions = instructions
    return fact
  }
}
