import EvidenceStore
import Presentation
import TrafficModel

/// The report as one HTML page that needs nothing else: no script, no network, light and dark, screen and paper.
package struct HTMLReport {
  let report: Report

  package init(_ report: Report) { self.report = report }

  package var text: String {
    let page: HTMLText = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="referrer" content="no-referrer"><title>Egret report, \(own: period)</title>
      <style>\(HTMLText(stringLiteral: PageStyle.css))</style></head><body>
      <header><h1>MCP traffic report</h1><p class="dim">\(own: period) UTC, compared with \(own: span(report.previous))</p></header>
      <nav aria-label="Contents"><ul>\(contents)</ul></nav>
      <main>
      \(HTMLText(joining: sections.map { "<section id=\"\(own: $0.id)\"><h2>\(own: $0.title)</h2>\n\($0.body)</section>" as HTMLText }, separator: "\n"))
      </main></body></html>

      """
    return page.markup
  }

  private struct Section {
    var id: String
    var title: String
    var body: HTMLText
  }

  private var sections: [Section] {
    [
      Section(id: "summary", title: "Summary", body: summary),
      Section(id: "changes", title: "What changed", body: changes),
      Section(id: "findings", title: "Findings", body: findings),
      Section(id: "pictures", title: "Pictures", body: pictures),
      Section(id: "inventory", title: "Inventory", body: inventory),
      Section(id: "unseen", title: "What could not be seen", body: unseen),
      Section(id: "evidence", title: "Evidence", body: evidence),
    ]
  }

  private var contents: HTMLText {
    HTMLText(joining: sections.map { "<li><a href=\"#\(own: $0.id)\">\(own: $0.title)</a></li>" as HTMLText })
  }

  var period: String { span(report.range) }

  func span(_ range: Report.Range) -> String { "\(Quantity.dateTime(range.start)) to \(Quantity.dateTime(range.end))" }

  // MARK: Summary

  private var summary: HTMLText {
    var body: HTMLText = "<p>\(own: SummaryWords.sentence(report))</p><div class=\"cards\">"
    let before = report.previousSummary
    body += card(report.summary.toolCalls, "tool calls", before.toolCalls)
    body += card(report.summary.failedCalls, "of them failed", before.failedCalls)
    body += card(report.summary.sessions, "sessions", before.sessions)
    body += card(Int64(report.servers.count), "MCP servers", nil)
    body += card(report.openCount, "findings", nil)
    body += "</div><h3>To do first</h3><ol>"
    for step in FirstSteps(report).steps { body += "<li>\(self.step(step))</li>" }
    body += "</ol><h3>Servers</h3>"
    var table = HTMLTable(
      caption: "Verdict per MCP server, from findings about it that nobody suppressed",
      columns: [
        .text("server"), .text("name"), .text("verdict"), .text("findings"), .number("calls"), .number("failed"),
        .number("results"),
      ], total: report.servers.count, source: "egret sessions --store DB")
    table.rows = report.servers.prefix(report.limits.servers).map { verdict in
      let style: HTMLText = verdict.verdict == .act ? "high" : verdict.verdict == .look ? "medium" : "info"
      let counts = Severity.worstFirst.compactMap { severity -> HTMLText? in
        verdict.findings[severity].map { "\($0) \(own: severity.name)" }
      }
      return [
        "<code>\(own: verdict.server.endpoint)</code>", name(verdict.server.name, verdict.server.version),
        "<span class=\"sev \(style)\">\(own: verdict.words)</span>",
        counts.isEmpty ? "none" : HTMLText(joining: counts, separator: ", "), number(verdict.server.calls),
        number(verdict.server.errors), bytes(verdict.server.resultBytes),
      ]
    }
    return body + table.html
  }

  private func card(_ value: Int64, _ name: HTMLText, _ before: Int64?) -> HTMLText {
    let compared: HTMLText = before.map { "<span class=\"dim\">before: \(own: Quantity.count($0))</span>" } ?? ""
    return "<div class=\"card\"><b>\(own: Quantity.count(value))</b>\(name)<br>\(compared)</div>"
  }

  private func step(_ step: FirstSteps.Step) -> HTMLText {
    guard let finding = step.finding else { return "\(own: step.action)" }
    return "\(own: step.action) <a href=\"#\(own: finding.uid)\">\(own: finding.detector)</a>: \(finding.title)"
  }

  // MARK: Changes

  private var changes: HTMLText {
    let changes = report.changes
    let counts = report.findingChanges
    var body: HTMLText = """
      <p>\(own: Quantity.plural(counts.new, "new finding")), \(own: Quantity.count(counts.continuing)) continuing, \
      \(own: Quantity.count(counts.resolvedCount)) not seen again. Compared with \(own: span(report.previous)) UTC.</p>
      """
    body += "<h3>New servers</h3>" + newcomers(changes.servers, "egret sessions --store DB")
    body += "<h3>New clients</h3>" + newcomers(changes.clients, "egret sessions --store DB")
    body += "<h3>New tools</h3>" + newcomers(changes.tools, "egret tools --store DB")
    body += "<h3>Changed definitions</h3>"
    if changes.changed.isEmpty { body += "<p class=\"dim\">none</p>" }
    for tool in changes.changed { body += changed(tool) }
    if changes.changedCount > changes.changed.count {
      body +=
        "<p class=\"cut\">\(changes.changedCount - changes.changed.count) more: egret tools --store DB --changed</p>"
    }
    var table = HTMLTable(
      caption: "Findings of the time before that were not seen again",
      columns: [.text("severity"), .text("detector"), .text("what"), .text("last seen")],
      total: Int(clamping: counts.resolvedCount), source: "egret report over the time before")
    table.rows = counts.resolved.map { [severity($0.severity), "\(own: $0.detector)", "\($0.title)", time($0.last)] }
    return body + "<h3>Not seen again</h3>" + table.html
  }

  private func newcomers(_ rows: [SeenRow], _ source: HTMLText) -> HTMLText {
    var table = HTMLTable(
      caption: "First seen in this time", columns: [.text("address"), .text("name"), .text("first seen")],
      total: rows.count, source: source)
    table.rows = rows.prefix(report.limits.changes).map {
      ["<code>\(own: $0.address)</code>", $0.name.map { "\($0)" } ?? "–", time($0.first)]
    }
    return table.html
  }

  private func changed(_ tool: InventoryChanges.ChangedTool) -> HTMLText {
    var body: HTMLText = """
      <article><h4>\(tool.tool, limit: 200) of <code>\(own: tool.server)</code></h4><p class="dim">seen \(time(tool.seen)); digest \
      <code>\(own: String(tool.changedFrom.prefix(16)))</code> became <code>\(own: String(tool.digest.prefix(16)))</code></p>
      """
    if tool.differences.isEmpty { body += "<p class=\"dim\">the earlier definition is not in the store</p>" }
    for difference in tool.differences {
      body += "<p><code>\(difference.path, limit: 200)</code><br>"
      if let before = difference.before { body += "<del>\(before)</del><br>" }
      if let after = difference.after { body += "<ins>\(after)</ins>" }
      body += "</p>"
    }
    if tool.more > 0 { body += "<p class=\"cut\">\(tool.more) more members differ</p>" }
    return body + "</article>"
  }

  // MARK: Pictures

  private var pictures: HTMLText {
    var body: HTMLText = "<h3>Calls and bytes</h3>\(ActivityPicture.html(report))"
    body += "<h3>Findings</h3>\(FindingsPicture.html(report))"
    if !report.beacons.isEmpty { body += "<h3>Suspected beacons</h3>" }
    for (number, beacon) in report.beacons.enumerated() {
      body +=
        "<p><a href=\"#\(own: beacon.finding.uid)\">\(own: beacon.finding.detector)</a>: \(beacon.finding.title)</p>"
      body += BeaconPictures.html(beacon, number: number, range: report.range)
    }
    let sizes = SizesPicture.html(report)
    if sizes != "" { body += "<h3>Sizes of results</h3>\(sizes)" }
    let talk = TalkPicture.html(report)
    if talk != "" { body += "<h3>Who talks to whom</h3>\(talk)" }
    return body
  }

  // MARK: Words

  func time(_ time: Timestamp) -> HTMLText { "<time>\(own: Quantity.dateTime(time))</time>" }
  func number(_ number: Int64) -> HTMLText { "\(own: Quantity.count(number))" }
  func bytes(_ number: Int64) -> HTMLText { "\(own: Quantity.bytes(number))" }
  func severity(_ severity: Severity) -> HTMLText {
    "<span class=\"sev \(own: severity.name)\">\(own: severity.name)</span>"
  }

  func name(_ name: UntrustedText?, _ version: UntrustedText?) -> HTMLText {
    guard let name else { return "–" }
    return version.map { "\(name, limit: 120) \($0, limit: 60)" } ?? "\(name, limit: 120)"
  }
}

extension HTMLText {
  static func + (a: Self, b: Self) -> Self { "\(a)\(b)" }
}
