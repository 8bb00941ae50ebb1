/// Any JSON-RPC message of MCP but `tools/call`: a request with its answer, a notification, or an answer whose request was
/// not captured.
package struct MCPMessage: Hashable, Sendable {
  package enum Kind: String, Sendable { case request, notification, response }

  package var id: RecordID
  package var flow: FlowReference
  package var session: SessionReference
  package var kind: Kind
  /// Who sent the request or notification (for `response`: who sent the answer).
  package var direction: Direction
  /// As sent; inferred from the shape of the answer when `isMethodInferred`; empty when unknown.
  package var method: UntrustedText
  package var isMethodInferred: Bool
  package var requestID: JSONRPCID?
  package var params: JSONExcerpt?
  package var result: JSONExcerpt?
  package var isError: Bool?
  package var errorCode: Int64?
  package var errorMessage: UntrustedText?
  package var status: CallStatus
  /// Stands for the id of the task that the request is about.
  package var handle: KeyedHash?
  /// Nil where the revision has no such headers.
  package var routing: RoutingHeaders?
  package var started: Timestamp?
  package var ended: Timestamp?
  package var extent: Extent

  package init(
    id: RecordID, flow: FlowReference, session: SessionReference, kind: Kind, direction: Direction,
    method: UntrustedText, status: CallStatus, extent: Extent
  ) {
    self.id = id
    self.flow = flow
    self.session = session
    self.kind = kind
    self.direction = direction
    self.method = method
    self.status = status
    self.extent = extent
    isMethodInferred = false
  }

  package var durationNanoseconds: Int64? {
    guard let started, let ended else { return nil }
    return ended - started
  }
}
