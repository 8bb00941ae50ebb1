extension TruthException {
  /// Of the captures of `Captures/`.
  static let ofCaptures: [TruthException] = [
    TruthException(
      capture: "agents/tasks", reason: "the client's account gives the first answer, which only names the task",
      kind: .notCaptured(3)),
    TruthException(
      capture: "agents/tasks", reason: "the result of the call is what tasks/result gives in the end",
      kind: .alsoMade(
        [2, 84, 205].map {
          CallFacts(tool: "survey", id: .number($0), argumentsBytes: 14, resultBytes: 195, isError: false)
        })),
    TruthException(
      capture: "damaged/lost-frames", reason: "a request body and a segment of a reply were taken out", kind: .holes),
    TruthException(capture: "damaged/mid-stream-start", reason: "the request is not in the capture", kind: .holes),
    TruthException(
      capture: "damaged/mid-stream-start", reason: "nor is the session id in it: what is left of the call has an actor",
      kind: .sessions(2)),
    TruthException(
      capture: "sessions/task-of-another", reason: "the task is fetched in another session than the one that began it",
      kind: .notCaptured(1)),
    TruthException(
      capture: "sessions/task-of-another", reason: "in its own session nothing came of the call",
      kind: .alsoMade([
        CallFacts(tool: "survey", id: .number(2), argumentsBytes: 13, resultBytes: nil, isError: nil, status: "pending")
      ])),
    TruthException(
      capture: "sessions/task-of-another-control",
      reason: "the client's account gives the first answer, which only names the task", kind: .notCaptured(1)),
    TruthException(
      capture: "sessions/task-of-another-control",
      reason: "the result of the call is what tasks/result gives the same client in its second session",
      kind: .alsoMade([
        CallFacts(tool: "survey", id: .number(2), argumentsBytes: 13, resultBytes: 137, isError: false)
      ])),
    TruthException(capture: "damaged/one-direction", reason: "no reply is in the capture", kind: .holes),
    TruthException(
      capture: "damaged/one-direction",
      reason: "the answer that would tie initialize to the session id of what follows is not in the capture",
      kind: .sessions(2)),
    TruthException(capture: "damaged/snapped", reason: "long replies are cut off", kind: .holes),
    TruthException(capture: "damaged/truncated-file", reason: "the file ends in the middle of a frame", kind: .holes),
    TruthException(
      capture: "authorization/bearer", reason: "two refused initialize requests, each an attempt of its own",
      kind: .sessions(3)),
    TruthException(
      capture: "authorization/oauth", reason: "the refused initialize is an attempt of its own", kind: .sessions(2)),
    TruthException(
      capture: "authorization/oauth-no-consent", reason: "the refused initialize is an attempt of its own",
      kind: .sessions(2)),
    TruthException(
      capture: "authorization/jwt-expired-control", reason: "the refused initialize is an attempt of its own",
      kind: .sessions(1)),
    TruthException(
      capture: "authorization/foreign-page-control",
      reason: "the refused initialize of the page is an attempt of its own", kind: .sessions(2)),
    TruthException(
      capture: "authorization/discovery-control", reason: "the refused initialize is an attempt of its own",
      kind: .sessions(2)),
    TruthException(
      capture: "authorization/discovery-of-look-alike", reason: "the refused initialize is an attempt of its own",
      kind: .sessions(2)),
    TruthException(
      capture: "authorization/discovery-of-metadata-service",
      reason: "the refused initialize is an attempt of its own", kind: .sessions(1)),
    TruthException(
      capture: "protocol/inflating-answer", reason: "the answer is not inflated to its end: that is its point",
      kind: .holes),
    TruthException(
      capture: "authorization/guessing", reason: "twelve refused initialize requests, each an attempt of its own",
      kind: .sessions(13)),
    TruthException(
      capture: "stateless-http/fallback-to-old-server",
      reason: "the refused server/discover belongs to a stateless actor, before there is a session", kind: .sessions(2)),
    TruthException(
      capture: "streamable-http/http-errors",
      reason: "the truth counts its refused requests outside any session as none; they are one actor's",
      kind: .sessions(2)),
  ]
}
