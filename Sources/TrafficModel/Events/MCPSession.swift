/// One MCP session or, where the protocol has none, one actor; stated when it has ended or the analysis does.
package struct MCPSession: Hashable, Sendable {
  package enum Ending: String, Sendable {
    /// The client deleted it, or its event stream closed.
    case closed
    /// Nothing more came before the idle limit.
    case idle
    /// Still known when the analysis ended.
    case open
  }

  package struct Counts: Hashable, Sendable {
    package var exchanges: UInt64 = 0
    package var requests: UInt64 = 0
    package var notifications: UInt64 = 0
    package var toolCalls: UInt64 = 0
    /// JSON-RPC errors and results with `isError`.
    package var errors: UInt64 = 0
    /// Requests that the server sent.
    package var serverRequests: UInt64 = 0
    package var argumentBytes: UInt64 = 0
    package var resultBytes: UInt64 = 0

    package init() {}
  }

  package var session: SessionReference
  /// The first flow it was seen in.
  package var flow: FlowReference
  package var extent: Extent
  package var counts: Counts
  package var ending: Ending
  /// `instructions` the server gave the model.
  package var instructions: UntrustedText?

  package init(session: SessionReference, flow: FlowReference, extent: Extent, counts: Counts, ending: Ending) {
    self.session = session
    self.flow = flow
    self.extent = extent
    self.counts = counts
    self.ending = ending
  }
}
