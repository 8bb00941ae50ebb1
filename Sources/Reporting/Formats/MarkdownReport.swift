import EvidenceStore
import Presentation
import TrafficModel

/// The report as Markdown, for tickets and repositories: what the page says, without pictures.
package enum MarkdownReport {
  package static func text(_ report: Report) -> String {
    let page = HTMLReport(report)
    var lines: [MarkdownText] = [
      "# MCP traffic report", "\(own: page.period) UTC, compared with \(own: page.span(report.previous))", "",
      "## Summary",
      "", "\(own: SummaryWords.sentence(report))", "", "### To do first", "",
    ]
    for (number, step) in FirstSteps(report).steps.enumerated() {
      let cause: MarkdownText = step.finding.map { " \(code: $0.detector): \($0.title)" } ?? ""
      lines.append("\(number + 1). \(own: step.action)\(cause)")
    }
    lines += ["", "### Servers", ""] + servers(report) + ["", "## What changed", ""] + changes(report)
    lines += ["", "## Findings", "", "\(own: SummaryWords.counts(report))", ""]
    for finding in report.findings where finding.suppression == nil { lines += self.finding(finding, report.packets) }
    let left = Int(clamping: report.openCount) - report.findings.count { $0.suppression == nil }
    if left > 0 { lines.append("\(left) more findings: `egret report --format json`") }
    lines += suppressed(report) + ["## What could not be seen", ""] + notSeen(report)
    lines += ["", "## Evidence", ""] + evidence(report)
    return lines.map(\.text).joined(separator: "\n") + "\n"
  }

  private static func table(_ head: MarkdownText, columns: Int, _ rows: [MarkdownText]) -> [MarkdownText] {
    guard !rows.isEmpty else { return ["none"] }
    return [head, MarkdownText(stringLiteral: "|" + String(repeating: " --- |", count: columns))] + rows
  }

  private static func servers(_ report: Report) -> [MarkdownText] {
    table(
      "| server | name | verdict | calls | failed |", columns: 5,
      report.servers.prefix(report.limits.servers).map { verdict in
        let server = verdict.server
        return """
          | \(code: server.endpoint) | \(server.name ?? UntrustedText("–")) | \(own: verdict.words) | \(server.calls) | \
          \(server.errors) |
          """
      })
  }

  private static func changes(_ report: Report) -> [MarkdownText] {
    let (changes, counts) = (report.changes, report.findingChanges)
    var lines: [MarkdownText] = [
      """
      \(own: Quantity.plural(counts.new, "new finding")), \(counts.continuing) continuing, \(counts.resolvedCount) not seen \
      again.
      """, "",
    ]
    for (what, rows) in [("server", changes.servers), ("client", changes.clients), ("tool", changes.tools)] {
      lines.append("\(own: Quantity.plural(rows.count, "new \(what)"))")
      for row in rows.prefix(report.limits.changes) {
        lines.append("- \(code: row.address) \(row.name ?? UntrustedText(""))")
      }
      lines.append("")
    }
    lines.append("\(own: Quantity.plural(changes.changedCount, "changed definition"))")
    for tool in changes.changed {
      lines.append("- \(tool.tool) of \(code: tool.server), \(own: Quantity.dateTime(tool.seen))")
      for difference in tool.differences {
        lines.append(
          "  - \(difference.path): \(difference.before ?? UntrustedText("nothing")) became \(difference.after ?? UntrustedText("nothing"))"
        )
      }
    }
    return lines
  }

  private static func finding(_ finding: FindingRow, _ packets: PacketSource) -> [MarkdownText] {
    var lines: [MarkdownText] = [
      "### \(own: finding.severity.name) \(own: finding.detector): \(finding.title)", "", "\(finding.explanation)", "",
      """
      - seen \(own: Quantity.dateTime(finding.first)) to \(own: Quantity.dateTime(finding.last)), \
      \(own: Quantity.plural(finding.occurrences, "time")); sure: \(Int((finding.confidence * 100).rounded())) of 100
      """,
    ]
    if !finding.score.isEmpty {
      let parts = finding.score.map { "\($0.name) \(ScoreWords.text($0.value))" }.joined(separator: "; ")
      lines.append("- score: \(own: parts)")
    }
    for alarm in finding.falseAlarms { lines.append("- harmless if: \(alarm)") }
    if !finding.references.isEmpty {
      lines.append("- known as \(own: finding.references.map(\.id).joined(separator: ", "))")
    }
    for place in finding.evidence.prefix(8) {
      lines.append("- frames \(place.firstFrame)–\(place.lastFrame) of \(place.capture)")
    }
    return lines + ["- packets: \(code: packets.command(finding))", ""]
  }

  private static func suppressed(_ report: Report) -> [MarkdownText] {
    guard report.suppressedCount > 0 else { return [] }
    let rows = report.findings.compactMap { finding -> MarkdownText? in
      finding.suppression.map {
        "| \(own: finding.detector) | \(finding.title) | \(own: $0.reason) | \(own: $0.author) | \(own: $0.expires) |"
      }
    }
    return ["### Suppressed", ""]
      + table("| detector | what | reason | author | expires |", columns: 5, rows) + [""]
  }

  private static func notSeen(_ report: Report) -> [MarkdownText] {
    table(
      "| what | how much | effect |", columns: 3,
      BlindSpotWords.lines(report.blindSpots).map { "| \(own: $0.what) | \(own: $0.amount) | \(own: $0.effect) |" })
  }

  private static func evidence(_ report: Report) -> [MarkdownText] {
    table(
      "| capture | frames | SHA-256 |", columns: 3,
      report.captures.prefix(report.limits.captures).map {
        "| \(UntrustedText($0.name)) | \($0.frames) | \(code: $0.sha256 ?? "not taken") |"
      })
  }
}
