import TrafficModel

/// One session or actor while it goes on.
final class SessionState {
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
  /// Was stated; a session of the same key is another one.
  var isForgotten = false
  /// Part of an event stream of the server was not captured.
  var sawGap = false
  /// Event streams of the server that are open now.
  var openStreams = 0

  private(set) var pending = PendingCalls()
  private var progressTokens: [[UInt8]: OpenCall] = [:]
  private var answered: Set<PendingCalls.Key> = []
  private var answeredOrder: [PendingCalls.Key] = []
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

  func add(_ call: OpenCall) {
    guard let id = call.request.id else { return }
    pending.add(call, PendingCalls.Key(direction: call.direction, id: id))
    if let token = call.progressToken { progressTokens[token] = call }
  }

  /// The oldest call of that direction and id.
  func waiting(_ id: JSONRPCID, _ direction: Direction) -> OpenCall? {
    pending[PendingCalls.Key(direction: direction, id: id)]
  }

  func call(forProgress token: JSONView) -> OpenCall? { progressTokens[Array(token.text)] }

  /// Takes the call out of the waiting ones and remembers its id as answered.
  func remove(_ call: OpenCall, answeredLimit: Int) {
    guard let id = call.request.id else { return }
    let key = PendingCalls.Key(direction: call.direction, id: id)
    pending.remove(call, key)
    if let token = call.progressToken { progressTokens[token] = nil }
    remember(key, limit: answeredLimit)
  }

  /// The call was answered with a question or a task, and waits here for the rest.
  func isHolding(_ call: OpenCall) -> Bool {
    awaitingInput.contains { $0.call === call } || (call.taskHash != nil && tasks.values.contains { $0 === call })
  }

  func wasAnswered(_ id: JSONRPCID, _ direction: Direction) -> Bool {
    answered.contains(PendingCalls.Key(direction: direction, id: id))
  }

  private func remember(_ key: PendingCalls.Key, limit: Int) {
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
