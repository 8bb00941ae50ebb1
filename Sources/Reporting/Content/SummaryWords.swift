import EvidenceStore
import Presentation
import TrafficModel

/// Sentences that several formats share. Only our own words and numbers are in them.
enum SummaryWords {
  static func sentence(_ report: Report) -> String {
    let summary = report.summary
    var text =
      "\(Quantity.plural(Int64(report.servers.count), "MCP server")) answered \(Quantity.plural(summary.toolCalls, "tool call")) in "
      + "\(Quantity.plural(summary.sessions, "session")). "
    switch report.worst {
    case .critical, .high: text += "Something was found that needs somebody now."
    case .medium: text += "Something was found that somebody should look at."
    case .low, .info: text += "Nothing above low was found."
    case nil: text += "Nothing was found."
    }
    let spots = report.blindSpots
    if spots.unreadFlows > 0 || spots.droppedByKernel > 0 || spots.gapBytes > 0 || spots.skippedFiles > 0 {
      text += " Not everything could be seen; the numbers are below."
    }
    return text
  }

  static func counts(_ report: Report) -> String {
    let parts = Severity.worstFirst.compactMap { severity -> String? in
      let count = report.count(of: severity)
      return count > 0 ? "\(Quantity.count(count)) \(severity.name)" : nil
    }
    var text = parts.isEmpty ? "no findings" : parts.joined(separator: ", ")
    if report.suppressedCount > 0 { text += "; \(Quantity.count(report.suppressedCount)) suppressed" }
    return text
  }
}

/// Numbers of scores, to three decimals.
enum ScoreWords {
  static func text(_ value: Double) -> String {
    let thousandths = (value * 1_000).rounded()
    guard let whole = Int64(exactly: thousandths) else { return "\(value)" }
    if whole % 1_000 == 0 { return String(whole / 1_000) }
    let digits = String(abs(whole) % 1_000 + 1_000).dropFirst()
    let fraction = String(digits).replacing(/0+$/, with: "")
    return "\(whole < 0 ? "-" : "")\(abs(whole) / 1_000).\(fraction)"
  }
}
