import EvidenceStore
import Presentation
import TrafficModel

extension HTMLReport {
  var findings: HTMLText {
    var body: HTMLText = "<p>\(own: SummaryWords.counts(report))</p>"
    if report.findings.isEmpty { return body + "<p class=\"dim\">none</p>" }
    let shown = report.findings.filter { $0.suppression == nil }
    for finding in shown { body += article(finding) }
    let left = Int(clamping: report.openCount) - shown.count
    if left > 0 {
      body += "<p class=\"cut\">\(left) more findings: egret report --format json, or the store itself</p>" + rest
    }
    return body + suppressed
  }

  /// All findings, by detector, where they are too many to tell.
  private var rest: HTMLText {
    var table = HTMLTable(
      caption: "All findings by detector", columns: [.text("severity"), .text("detector"), .number("findings")],
      total: report.findingCounts.count, source: "egret report --format json")
    table.rows = report.findingCounts.filter { !$0.isSuppressed }.prefix(200).map {
      [severity($0.severity), "\(own: $0.detector)", number($0.number)]
    }
    return table.html
  }

  private func article(_ finding: FindingRow) -> HTMLText {
    var body: HTMLText = """
      <article id="\(own: finding.uid)" class="b-\(own: finding.severity.name)"><h3>\(severity(finding.severity)) \
      \(own: finding.detector): \(finding.title)</h3><p>\(finding.explanation)</p><dl>
      """
    body += term("sure", "\(Int((finding.confidence * 100).rounded())) of 100")
    body += term(
      "seen", "\(time(finding.first)) to \(time(finding.last)), \(own: Quantity.plural(finding.occurrences, "time"))")
    if !finding.score.isEmpty {
      let parts = finding.score.map { "\(own: $0.name) \(own: ScoreWords.text($0.value))" as HTMLText }
      body += term("score", HTMLText(joining: parts, separator: "; "))
    }
    if !finding.falseAlarms.isEmpty {
      body += term(
        "harmless if", HTMLText(joining: finding.falseAlarms.map { "\($0)" as HTMLText }, separator: "; "))
    }
    if !finding.references.isEmpty {
      body += term(
        "known as", HTMLText(joining: finding.references.map { "\(own: $0.id)" as HTMLText }, separator: ", "))
    }
    body += term("frames", HTMLText(joining: places(finding), separator: "; "))
    body += term("packets", "<code>\(own: report.packets.command(finding))</code>")
    return body + "</dl></article>"
  }

  private func term(_ name: HTMLText, _ words: HTMLText) -> HTMLText { "<dt>\(name)</dt><dd>\(words)</dd>" }

  private func places(_ finding: FindingRow) -> [HTMLText] {
    let shown = finding.evidence.prefix(8).map { place -> HTMLText in
      "\(place.capture, limit: 200) \(place.firstFrame)–\(place.lastFrame)"
    }
    let left = finding.evidence.count - shown.count
    return left > 0 ? shown + ["\(left) more"] : shown
  }

  private var suppressed: HTMLText {
    guard report.suppressedCount > 0 else { return "" }
    let rows = report.findings.filter { $0.suppression != nil }
    var table = HTMLTable(
      caption: "Suppressed: recorded, and counted for nothing",
      columns: [
        .text("severity"), .text("detector"), .text("what"), .text("reason"), .text("author"), .text("expires"),
      ],
      total: Int(clamping: report.suppressedCount), source: "egret report --format json")
    table.rows = rows.map { finding in
      [
        severity(finding.severity), "\(own: finding.detector)", "\(finding.title)",
        "\(own: finding.suppression?.reason ?? "")", "\(own: finding.suppression?.author ?? "")",
        "\(own: finding.suppression?.expires ?? "")",
      ]
    }
    return "<h3>Suppressed (\(own: Quantity.count(report.suppressedCount)))</h3>" + table.html
  }
}
