import TrafficModel

/// Why a series may be periodic without being suspicious: the protocol itself asks for it.
struct RhythmExplanation: Hashable, Sendable {
  var words: String

  /// - Parameter periods: candidates for the period, in seconds.
  static func of(_ series: ContactSeries, periods: [Double], in book: ContactBook) -> RhythmExplanation? {
    switch series.method.rawTextForMatchingAndStorage {
    case "ping": return RhythmExplanation(words: "MCP pings keep the session alive")
    case "tasks/get", "tasks/result": return RhythmExplanation(words: "a task is polled for its result")
    case "notifications/progress": return RhythmExplanation(words: "progress of a call is reported")
    case "notifications/resources/updated": return RhythmExplanation(words: "a subscription tells of changes")
    case "": return carried(series, in: book)
    default: break
    }
    let intervals = book.intervals(of: series.key.server).sorted()
    guard let interval = intervals.first(where: { isNear($0, periods) }) else { return nil }
    return RhythmExplanation(
      words: "the server announced that its answers hold for \(Int(interval.rounded())) s (ttlMs or pollInterval)")
  }

  /// Connections to a server whose requests are known one by one are judged by those.
  private static func carried(_ series: ContactSeries, in book: ContactBook) -> RhythmExplanation? {
    guard book.isSpeaker(series.key.server) else { return nil }
    return RhythmExplanation(words: "the connections carry MCP requests, which are judged one by one")
  }

  private static func isNear(_ interval: Double, _ periods: [Double]) -> Bool {
    periods.contains { abs($0 - interval) <= interval / 10 }
  }
}
