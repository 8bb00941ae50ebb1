import TrafficModel

/// What a rhythm means, in log-odds: timing, and all that speaks for and against a program that calls home.
///
/// The weights are a proposal of the documentation, not fitted to anything.
struct BeaconVerdict: Sendable {
  var score: [ScorePart] = []
  var logOdds = 0.0
  var reasons: [String] = []
  var explanation: RhythmExplanation?
  /// Pauses of seconds, or all of it within minutes: a loop at work rather than a program that waits for orders.
  var isBrief = false

  /// Timing alone is never more than medium; what the protocol explains is told, not claimed.
  var severity: Severity? {
    if explanation != nil { return logOdds + 8 >= 6 ? .info : nil }
    // What is watched for minutes only may be any program that polls.
    if isBrief { return logOdds >= 6 ? .info : nil }
    return logOdds >= 10 ? .medium : logOdds >= 6 ? .low : nil
  }

  mutating func add(_ name: String, _ points: Double, _ reason: String? = nil) {
    logOdds += points
    score.append(ScorePart(name, points))
    if let reason { reasons.append(reason) }
  }
}
