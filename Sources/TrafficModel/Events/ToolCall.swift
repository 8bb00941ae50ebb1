/// One logical tool call: `tools/call` with its answer, all its input rounds, task polls and resumed streams.
package struct ToolCall: Hashable, Sendable {
  /// What a call in one session and a result in another have in common, besides the server and the id of the task.
  package enum TaskBasis: String, Sendable {
    /// Tokens of one subject.
    case subject
    case credential
    /// The client's address, where no credentials are: others may share it.
    case address
  }

  package var id: RecordID
  /// The flow of the first request, or of the answer when no request was captured.
  package var flow: FlowReference
  package var session: SessionReference
  package var requestID: JSONRPCID
  /// Empty when only the answer was captured.
  package var tool: UntrustedText
  /// `params.arguments`; nil when the call had none or the request was not captured.
  package var arguments: JSONExcerpt?
  /// The whole `result`; nil for errors and missing answers.
  package var result: JSONExcerpt?
  /// `result.isError`, or true for a JSON-RPC error; nil without an answer.
  package var isError: Bool?
  package var errorCode: Int64?
  /// Status of the HTTP response that carried the answer, or refused to.
  package var httpStatus: UInt16?
  package var errorMessage: UntrustedText?
  package var status: CallStatus
  /// Last byte of the (first) request.
  package var started: Timestamp?
  /// First byte of the answer's message, progress not counted.
  package var firstByte: Timestamp?
  /// Last byte of the answer.
  package var ended: Timestamp?
  /// Requests it took: 1, and one more for each time the server asked for input and the client sent the call again.
  package var rounds: Int
  /// `notifications/progress` seen for it.
  package var progressCount: Int
  /// The task that carried the result, where one did.
  package var taskHash: KeyedHash?
  /// The session that the task gave the result in, where that is another than the call's, and what joins the two.
  package var resultSession: RecordID?
  package var resultBasis: TaskBasis?
  /// Stands for the `requestState` that the request gave back, and for the one that an answer gave out.
  package var presentedState: KeyedHash?
  package var mintedState: KeyedHash?
  /// Nil where the revision has no such headers.
  package var routing: RoutingHeaders?
  /// First to last frame over all flows.
  package var extent: Extent
  /// The frames of each part, the first request first; the list is bounded.
  package var evidence: [Provenance]

  package init(
    id: RecordID, flow: FlowReference, session: SessionReference, requestID: JSONRPCID, tool: UntrustedText,
    status: CallStatus, extent: Extent, evidence: [Provenance]? = nil
  ) {
    self.id = id
    self.flow = flow
    self.session = session
    self.requestID = requestID
    self.tool = tool
    self.status = status
    self.extent = extent
    rounds = 1
    progressCount = 0
    self.evidence = evidence ?? [Provenance(flow: flow.id, extent: extent)]
  }

  /// From the request's last byte to the answer's last byte.
  package var durationNanoseconds: Int64? {
    guard let started, let ended else { return nil }
    return ended - started
  }
}
