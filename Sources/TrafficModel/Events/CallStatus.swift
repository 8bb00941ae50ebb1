/// What became of a request, as far as the capture shows.
package enum CallStatus: String, CaseIterable, Sendable {
  /// The answer was captured, be it a result or an error.
  case complete
  /// No answer yet when the analysis ended, and the connection that would carry it was still open.
  case pending
  /// The client took it back: `notifications/cancelled`, or (modern) closed the stream before the answer.
  case cancelled
  /// The answer was sent but not, or not wholly, captured.
  case gap
  /// The connection that would carry the answer ended without one.
  case unanswered
}
