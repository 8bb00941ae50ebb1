import EvidenceStore
import TrafficModel

/// The report as one JSON object, for programs. Lists that the page cuts are longer here.
package enum JSONReport {
  /// Names the shape of the object; it changes when a reader would have to.
  private static let version = 1

  package static func text(_ report: Report) -> String {
    JSONValue.object([
      ("report", .integer(version)), ("range", range(report.range)), ("previous", range(report.previous)),
      ("summary", summary(report)), ("to_do", .list(FirstSteps(report).steps.map(step))),
      ("servers", .list(report.servers.map(server))), ("changes", changes(report)),
      ("finding_counts", .list(report.findingCounts.map(count))),
      ("findings", .list(report.findings.map { finding($0, report.packets) })),
      ("activity", activity(report)), ("result_sizes", .list(report.sizes.map(sizes))),
      ("callers", .list(report.callers.map(talk))), ("onward", .list(report.onward.map(talk))),
      ("tools", .list(report.tools.map(tool))), ("tools_in_all", .integer(report.toolCount)),
      ("clients", .list(report.clients.prefix(report.limits.clients).map(client))),
      ("not_seen", notSeen(report)), ("captures", .list(report.captures.map(capture))),
      ("cited_captures", .list(report.citedCaptures.map { .text($0) })),
    ]).document
  }

  static func range(_ range: Report.Range) -> JSONValue {
    .object([("from", .text(TimeText.text(range.start))), ("to", .text(TimeText.text(range.end)))])
  }

  private static func summary(_ report: Report) -> JSONValue {
    let summary = report.summary
    return .object([
      ("worst", .text(report.worst?.name)), ("tool_calls", .integer(summary.toolCalls)),
      ("failed_calls", .integer(summary.failedCalls)), ("sessions", .integer(summary.sessions)),
      ("flows", .integer(summary.flows)), ("http_exchanges", .integer(summary.exchanges)),
      ("findings", .integer(report.openCount)), ("suppressed", .integer(report.suppressedCount)),
    ])
  }

  private static func step(_ step: FirstSteps.Step) -> JSONValue {
    .object([("action", .text(step.action)), ("finding", .text(step.finding?.uid))])
  }

  private static func server(_ verdict: ServerVerdict) -> JSONValue {
    let server = verdict.server
    return .object([
      ("server", .text(server.endpoint)), ("name", .text(server.name)), ("version", .text(server.version)),
      ("authority", .text(server.authority)), ("verdict", .text(verdict.verdict.rawValue)),
      ("findings", .object(Severity.worstFirst.map { ($0.name, .integer(verdict.findings[$0] ?? 0)) })),
      ("basis", .list(server.bases.map { .text($0) })), ("transports", .list(server.transports.map { .text($0) })),
      ("revisions", .list(server.revisions.map { .text($0) })), ("sessions", .integer(server.sessions)),
      ("authenticated_sessions", .integer(server.authenticated)), ("clients", .integer(server.clients)),
      ("tool_calls", .integer(server.calls)), ("errors", .integer(server.errors)),
      ("result_bytes", .integer(server.resultBytes)), ("first", .text(TimeText.text(server.first))),
      ("last", .text(TimeText.text(server.last))),
    ])
  }

  private static func changes(_ report: Report) -> JSONValue {
    let changes = report.changes
    return .object([
      ("new_findings", .integer(report.findingChanges.new)), ("continuing", .integer(report.findingChanges.continuing)),
      ("not_seen_again", .integer(report.findingChanges.resolvedCount)),
      ("resolved", .list(report.findingChanges.resolved.map { finding($0, report.packets) })),
      ("new_servers", .list(changes.servers.map(seen))), ("new_clients", .list(changes.clients.map(seen))),
      ("new_tools", .list(changes.tools.map(seen))), ("changed_tools", .list(changes.changed.map(changed))),
      ("changed_tools_in_all", .integer(changes.changedCount)),
    ])
  }

  private static func seen(_ row: SeenRow) -> JSONValue {
    .object([("address", .text(row.address)), ("name", .text(row.name)), ("first", .text(TimeText.text(row.first)))])
  }

  private static func changed(_ tool: InventoryChanges.ChangedTool) -> JSONValue {
    .object([
      ("server", .text(tool.server)), ("tool", .text(tool.tool)), ("seen", .text(TimeText.text(tool.seen))),
      ("digest", .text(tool.digest)), ("changed_from", .text(tool.changedFrom)),
      (
        "differences",
        .list(
          tool.differences.map {
            .object([("path", .text($0.path)), ("before", .text($0.before)), ("after", .text($0.after))])
          })
      ), ("more_differences", .integer(tool.more)),
    ])
  }

  private static func count(_ count: FindingCount) -> JSONValue {
    .object([
      ("detector", .text(count.detector)), ("severity", .text(count.severity.name)),
      ("suppressed", .bool(count.isSuppressed)), ("number", .integer(count.number)),
    ])
  }

  static func finding(_ finding: FindingRow, _ packets: PacketSource) -> JSONValue {
    .object([
      ("uid", .text(finding.uid)), ("detector", .text(finding.detector)), ("title", .text(finding.title)),
      ("severity", .text(finding.severity.name)), ("confidence", .number(finding.confidence)),
      ("explanation", .text(finding.explanation)),
      ("score", .object(finding.score.map { ($0.name, .number($0.value)) })),
      ("false_positives", .list(finding.falseAlarms.map { .text($0) })),
      ("references", .list(finding.references.map { .text($0.id) })), ("client", .text(finding.client)),
      ("server", .text(finding.server)), ("tool", .text(finding.tool)), ("destination", .text(finding.destination)),
      ("occurrences", .integer(finding.occurrences)), ("first", .text(TimeText.text(finding.first))),
      ("last", .text(TimeText.text(finding.last))), ("evidence", .list(finding.evidence.map(place))),
      ("extract", .text(packets.command(finding))),
      (
        "suppressed",
        finding.suppression.map {
          .object([("reason", .text($0.reason)), ("author", .text($0.author)), ("expires", .text($0.expires))])
        } ?? .null
      ),
    ])
  }

  private static func place(_ place: FindingRow.Place) -> JSONValue {
    .object([
      ("flow_id", .text(place.flowID)), ("capture", .text(place.capture)),
      ("frames", .list([.integer(place.firstFrame), .integer(place.lastFrame)])),
    ])
  }

  private static func activity(_ report: Report) -> JSONValue {
    let rows = report.activity.map { row -> JSONValue in
      let start = report.range.start.advanced(byNanoseconds: row.bucket &* report.stretch)
      return .object([
        ("from", .text(TimeText.text(start))), ("calls", .integer(row.calls)), ("errors", .integer(row.errors)),
        ("argument_bytes", .integer(row.argumentBytes)), ("result_bytes", .integer(row.resultBytes)),
      ])
    }
    return .object([("seconds", .number(Double(report.stretch) / 1e9)), ("rows", .list(rows))])
  }

  private static func sizes(_ row: ToolSizeRow) -> JSONValue {
    .object([
      ("server", .text(row.server)), ("tool", .text(row.tool)), ("results", .integer(row.calls)),
      ("largest", .integer(row.largest)),
    ])
  }

  private static func talk(_ talk: TalkRow) -> JSONValue {
    .object([
      ("from", .text(talk.from)), ("to", .text(talk.to)), ("name", .text(talk.name)), ("number", .integer(talk.number)),
      ("bytes", .integer(talk.bytes)),
    ])
  }

  private static func tool(_ tool: ToolRow) -> JSONValue {
    .object([
      ("server", .text("\(tool.server.address):\(tool.server.port)")), ("tool", .text(tool.tool)),
      ("digest", .text(tool.digest)), ("forms", .integer(tool.versions)), ("calls", .integer(tool.calls)),
      ("first", .text(TimeText.text(tool.firstSeen))), ("last", .text(TimeText.text(tool.lastSeen))),
    ])
  }

  private static func client(_ client: ClientRow) -> JSONValue {
    .object([
      ("address", .text(client.address)), ("name", .text(client.name)), ("version", .text(client.version)),
      ("sessions", .integer(client.sessions)), ("tool_calls", .integer(client.calls)),
      ("errors", .integer(client.errors)),
    ])
  }

  private static func notSeen(_ report: Report) -> JSONValue {
    let lines = BlindSpotWords.lines(report.blindSpots).map { line -> JSONValue in
      .object([("what", .text(line.what)), ("amount", .text(line.amount)), ("effect", .text(line.effect))])
    }
    let unread = report.blindSpots.unread.map { row -> JSONValue in
      .object([
        ("server", .text(row.server)), ("name", .text(row.serverName)), ("reason", .text(row.reason)),
        ("handshakes", .integer(row.handshakes)), ("clients", .integer(row.clients)),
      ])
    }
    let anomalies = report.anomalies.map { row -> JSONValue in
      .object([("kind", .text(row.kind)), ("count", .integer(row.count)), ("flows", .integer(row.flows))])
    }
    return .object([("losses", .list(lines)), ("encrypted", .list(unread)), ("anomalies", .list(anomalies))])
  }

  private static func capture(_ capture: CaptureRow) -> JSONValue {
    .object([
      ("name", .text(capture.name)), ("sha256", .text(capture.sha256)), ("frames", .integer(capture.frames)),
      ("bytes", .integer(capture.bytes)), ("first", .text(capture.first.map(TimeText.text))),
      ("last", .text(capture.last.map(TimeText.text))), ("status", .text(capture.status.rawValue)),
    ])
  }
}
