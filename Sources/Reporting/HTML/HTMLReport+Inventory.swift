import EvidenceStore
import Presentation
import TrafficModel

extension HTMLReport {
  var inventory: HTMLText {
    "<h3>Servers</h3>\(servers)<h3>Tools</h3>\(tools)<h3>Clients</h3>\(clients)<h3>Sessions</h3>\(sessions)"
  }

  private var servers: HTMLText {
    var table = HTMLTable(
      caption: "MCP servers, and how they were recognized",
      columns: [
        .text("server"), .text("name"), .text("recognized by"), .text("transport"), .text("revision"),
        .text("authentication"), .number("clients"), .text("first and last seen"),
      ], total: report.servers.count, source: "egret sessions --store DB")
    table.rows = report.servers.prefix(report.limits.servers).map { verdict in
      let server = verdict.server
      return [
        "<code>\(own: server.endpoint)</code>", name(server.name, server.version),
        "\(own: server.bases.map(Self.basis).joined(separator: ", "))",
        "\(own: server.transports.joined(separator: ", "))",
        "\(own: server.revisions.joined(separator: ", "))",
        "\(own: "\(server.authenticated) of \(Quantity.plural(server.sessions, "session"))")", number(server.clients),
        "\(time(server.first))<br>\(time(server.last))",
      ]
    }
    return table.html
  }

  private static func basis(_ word: String) -> String {
    switch word {
    case "header": "session id"
    case "sse-endpoint": "endpoint event"
    default: "its messages"
    }
  }

  private var tools: HTMLText {
    var table = HTMLTable(
      caption: "Tools in their newest form",
      columns: [
        .text("server"), .text("tool"), .text("digest"), .number("forms"), .number("calls"),
        .text("first and last seen"),
      ], total: report.toolCount, source: "egret tools --store DB --limit 0")
    table.rows = report.tools.map { tool in
      [
        "<code>\(own: "\(tool.server.address):\(tool.server.port)")</code>", "\(tool.tool, limit: 200)",
        "<code>\(own: String(tool.digest.prefix(16)))</code>", number(tool.versions), number(tool.calls),
        "\(time(tool.firstSeen))<br>\(time(tool.lastSeen))",
      ]
    }
    return table.html
  }

  private var clients: HTMLText {
    var table = HTMLTable(
      caption: "Clients, by what they say they are",
      columns: [.text("client"), .text("name"), .number("sessions"), .number("calls"), .number("failed")],
      total: report.clients.count, source: "egret sessions --store DB")
    table.rows = report.clients.prefix(report.limits.clients).map {
      [
        "<code>\(own: $0.address)</code>", name($0.name, $0.version), number($0.sessions), number($0.calls),
        number($0.errors),
      ]
    }
    return table.html
  }

  private var sessions: HTMLText {
    var table = HTMLTable(
      caption: "Sessions and actors in order of time",
      columns: [
        .text("start"), .text("client"), .text("server"), .text("basis"), .number("requests"), .number("calls"),
        .number("failed"), .text("lasted"),
      ], total: max(report.sessions.count, Int(clamping: report.summary.sessions)),
      source: "egret sessions --store DB --limit 0")
    table.rows = report.sessions.prefix(report.limits.sessions).map { session in
      [
        time(session.start), "<code>\(own: session.client.address)</code>",
        "<code>\(own: "\(session.server.address):\(session.server.port)")</code>",
        "\(own: session.basis) \(own: ScoreWords.text(session.confidence))", number(session.requests),
        number(session.toolCalls), number(session.errors),
        "\(own: Quantity.duration(nanoseconds: session.end - session.start))",
      ]
    }
    return table.html
  }

  // MARK: What could not be seen

  var unseen: HTMLText {
    var table = HTMLTable(
      caption: "What is missing, and what that means", columns: [.text("what"), .number("how much"), .text("effect")],
      total: 0, source: "")
    table.rows = BlindSpotWords.lines(report.blindSpots).map {
      ["\(own: $0.what)", "\(own: $0.amount)", "\(own: $0.effect)"]
    }
    table.total = table.rows.count
    var body: HTMLText =
      table.rows.isEmpty
      ? "<p>Nothing is known to be missing: no drops, no gaps, nothing encrypted that could not be read.</p>"
      : table.html
    if !report.blindSpots.unread.isEmpty {
      var unread = HTMLTable(
        caption: "Encrypted traffic that could not be read",
        columns: [.text("server"), .text("name"), .text("why"), .number("handshakes"), .number("clients")],
        total: report.blindSpots.unread.count, source: "egret flows --store DB --service tls")
      unread.rows = report.blindSpots.unread.map {
        [
          "<code>\(own: $0.server)</code>", $0.serverName.map { "\($0, limit: 200)" } ?? "–", "\(own: $0.reason)",
          number($0.handshakes), number($0.clients),
        ]
      }
      body += unread.html
    }
    guard !report.anomalies.isEmpty else { return body }
    var bent = HTMLTable(
      caption: "Protocols that were bent", columns: [.text("anomaly"), .number("count"), .number("flows")],
      total: report.anomalies.count, source: "the store")
    bent.rows = report.anomalies.prefix(50).map { ["\(own: $0.kind)", number($0.count), number($0.flows)] }
    return body + bent.html
  }

  // MARK: Evidence

  var evidence: HTMLText {
    var table = HTMLTable(
      caption: "Captures that were read, with the SHA-256 of their bytes then",
      columns: [.text("capture"), .number("frames"), .number("bytes"), .text("from, to"), .text("SHA-256")],
      total: report.captures.count, source: "egret report --format json")
    table.rows = report.captures.prefix(report.limits.captures).map { capture in
      [
        "\(UntrustedText(capture.name), limit: 200)", number(Int64(clamping: capture.frames)),
        bytes(Int64(clamping: capture.bytes)),
        "\(capture.first.map(time) ?? "–")<br>\(capture.last.map(time) ?? "–")",
        "<code>\(own: capture.sha256 ?? "not taken")</code>",
      ]
    }
    var body: HTMLText = """
      <p>Each finding names its frames as packet tools count them. To check: <code>sha256sum FILE</code> against this table, then \
      the command under <em>packets</em>, or any packet tool, at those frames. A file that has no digest here was still being \
      written, or came from a ring: its manifest beside it has one.</p>
      """
    body += table.html
    let known = Set(report.captures.map(\.name))
    let others = report.citedCaptures.filter { !known.contains($0) }
    guard !others.isEmpty else { return body }
    let names = others.prefix(report.limits.captures).map { "<li>\(UntrustedText($0), limit: 200)</li>" as HTMLText }
    body += "<h3>Files of rings that are cited</h3><ul>\(HTMLText(joining: names))</ul>"
    if others.count > names.count { body += "<p class=\"cut\">\(others.count - names.count) more</p>" }
    return body
  }
}
