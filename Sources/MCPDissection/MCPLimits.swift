/// Bounds on the state kept across exchanges. Each one, when hit, costs detail and raises an anomaly, never the analysis.
package struct MCPLimits: Hashable, Sendable {
  package var json = JSONLimits()
  /// Sessions and actors known at once; beyond it the one idle for longest is stated and forgotten.
  package var sessions = 65_536
  /// Requests of one session that wait for their answer; beyond it the oldest is stated as unanswered.
  package var pendingPerSession = 4_096
  /// Answered ids of one session that are remembered, to know a repeated answer from an unsolicited one.
  package var answeredPerSession = 1_024
  /// Answers of one exchange or WebSocket connection that wait for the request they answer, captured behind them. Beyond
  /// it the oldest is stated as an answer whose request was not captured.
  package var heldAnswers = 64
  /// Places (server and path) that are judged for being MCP; beyond it those that are not, and were used longest ago, are
  /// forgotten.
  package var endpoints = 65_536
  /// Messages of one place kept until there is enough evidence that it speaks MCP.
  package var deferredPerEndpoint = 64
  /// The same over all places.
  package var deferred = 4_096
  /// Tools of one server and credential whose history is kept.
  package var toolsPerInventory = 4_096
  /// Tasks that are known by their owner, over all sessions; beyond it those that nobody asked after for longest are joined to
  /// their call only in its own session.
  package var tasks = 65_536
  /// A session with a call that a task carries on is stated no earlier than the server keeps the task, and this at most.
  package var taskSeconds: Int64 = 86_400
  /// Servers and credentials whose tools are kept; beyond it those used longest ago are forgotten.
  package var inventories = 16_384
  /// Flows and frames listed as evidence of one call.
  package var evidencePerCall = 16
  /// Credentials whose hashes are kept ready.
  package var credentials = 4_096
  /// A session that was closed is stated after this long without traffic, one that was not after `idleSeconds`.
  package var closedSeconds: Int64 = 60
  /// Half an hour: longer than the pauses of people, shorter than a night.
  package var idleSeconds: Int64 = 1_800

  package init() {}
}
