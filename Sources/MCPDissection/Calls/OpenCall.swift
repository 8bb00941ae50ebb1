import TrafficModel

/// A request that waits for its answer, or has just got it.
final class OpenCall {
  let id: RecordID
  /// Who sent the request.
  let direction: Direction
  let method: String
  /// The request; where its body was not captured, a message made from its mirrored headers.
  let request: JSONRPCMessage
  let flow: FlowReference
  let isModern: Bool
  /// The tool, prompt or resource the request names.
  let target: String?

  /// What progress notifications name the call by, as it was written.
  let progressToken: [UInt8]?

  /// Where it belongs; nil until an `initialize` has been answered.
  var session: SessionState?
  /// The answer came, or it was given up.
  var isSettled = false
  var rounds = 1
  var progressCount = 0
  /// Somebody took the request back.
  var isCancelled = false
  /// Part of the answer, or all of it, was not captured.
  var sawGap = false
  /// The response that should carry the answer had not ended when the analysis did.
  var isCarrierOpen = false
  /// Status of the HTTP response that should have carried the answer.
  var httpStatus: UInt16?
  var taskHash: KeyedHash?
  /// The other session that a task gave the result in, and what says that it is the same client's.
  var resultSession: (id: RecordID, basis: ToolCall.TaskBasis)?
  /// Stands for the `requestState` that an answer gave out.
  var mintedState: KeyedHash?
  /// Nil where the revision has no headers that repeat the body.
  var routing: RoutingHeaders?
  var firstByte: Timestamp?
  var evidence: [Provenance]
  var extent: Extent
  private(set) var started: Timestamp
  /// The first round of the same logical call.
  private(set) var firstRound: OpenCall?

  init(
    id: RecordID, direction: Direction, method: String, request: JSONRPCMessage, flow: FlowReference, isModern: Bool,
    name: String? = nil
  ) {
    self.id = id
    self.direction = direction
    self.method = method
    self.request = request
    self.flow = flow
    self.isModern = isModern
    target = (request.view(.params, "name") ?? request.view(.params, "uri"))?.string ?? name
    progressToken = request.metadata.progressToken
    extent = request.extent
    started = request.extent.end
    evidence = []
    // Room for that of the answer, too.
    evidence.reserveCapacity(2)
    evidence.append(Provenance(flow: flow.id, extent: request.extent))
  }

  var isToolCall: Bool { method == "tools/call" }

  /// Makes this the next round of a logical call that `earlier` began.
  func continues(_ earlier: OpenCall, evidenceLimit: Int) {
    firstRound = earlier.firstRound ?? earlier
    rounds = earlier.rounds + 1
    progressCount += earlier.progressCount
    mintedState = earlier.mintedState
    if earlier.routing == .differ { routing = .differ }
    started = earlier.started
    extent.extend(over: earlier.extent)
    evidence = Array((earlier.evidence + evidence).prefix(evidenceLimit))
  }

  func addEvidence(_ flow: FlowReference, _ extent: Extent, limit: Int) {
    self.extent.extend(over: extent)
    if evidence.count < limit { evidence.append(Provenance(flow: flow.id, extent: extent)) }
  }
}
