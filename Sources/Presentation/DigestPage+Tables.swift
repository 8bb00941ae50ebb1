import TrafficModel

extension DigestPage {
  var servers: ColumnTable {
    var table = ColumnTable([
      .init("SERVER", minimum: 15), .init("NAME", minimum: 8), .init("TRANSPORT", minimum: 8),
      .init("REVISION", minimum: 10), .init("TOOLS", alignsRight: true), .init("SESSIONS", alignsRight: true),
      .init("CALLS", alignsRight: true), .init("ERRORS", alignsRight: true),
    ])
    for (endpoint, server) in digest.servers.sorted(by: { $0.key < $1.key }).prefix(rowLimit) {
      table.append([
        "\(endpoint)", Self.text(server.name),
        Self.text(server.transports.map(\.rawValue).sorted().joined(separator: "+")),
        Self.text(server.revisions.sorted().map { TerminalText($0).text }.joined(separator: "+")),
        "\(server.tools.count)", "\(server.sessions)", "\(server.calls)", "\(server.errors)",
      ])
    }
    return table
  }

  var clients: ColumnTable {
    var table = ColumnTable([
      .init("CLIENT", minimum: 9), .init("NAME", minimum: 8), .init("SESSIONS", alignsRight: true),
    ])
    let ordered = digest.clients.sorted { a, b in
      a.key.address == b.key.address
        ? (a.key.name ?? UntrustedText("")) < (b.key.name ?? UntrustedText("")) : a.key.address < b.key.address
    }
    for (key, count) in ordered.prefix(rowLimit) {
      let name = key.name.map { Implementation(name: $0, version: key.version, title: nil) }
      table.append(["\(key.address)", Self.text(name), "\(count)"])
    }
    return table
  }

  var sessions: ColumnTable {
    var table = ColumnTable([
      .init("START"), .init("CLIENT", minimum: 9), .init("SERVER", minimum: 12), .init("BASIS"),
      .init("REVISION", minimum: 10), .init("REQUESTS", alignsRight: true), .init("CALLS", alignsRight: true),
      .init("ERRORS", alignsRight: true), .init("LASTED", alignsRight: true),
    ])
    for session in digest.sessions.sorted(by: { $0.extent.start < $1.extent.start }).prefix(rowLimit) {
      table.append([
        Self.text(Quantity.clock(session.extent.start)), "\(session.flow.client.address)", "\(session.flow.server)",
        Self.text(session.session.basis.rawValue),
        session.session.revision.map { TerminalText($0.name) } ?? "-", "\(session.counts.requests)",
        "\(session.counts.toolCalls)", "\(session.counts.errors)",
        Self.text(Quantity.duration(nanoseconds: session.extent.durationNanoseconds)),
      ])
    }
    return table
  }

  var calls: ColumnTable {
    table(of: digest.calls.sorted { $0.time < $1.time }.prefix(rowLimit))
  }

  func extremes(_ rows: [AnalysisDigest.CallRow]) -> ColumnTable { table(of: rows[...]) }

  private func table(of rows: ArraySlice<AnalysisDigest.CallRow>) -> ColumnTable {
    var table = ColumnTable([
      .init("TIME"), .init("CLIENT", minimum: 9), .init("SERVER", minimum: 12), .init("TOOL", minimum: 8),
      .init("DURATION", alignsRight: true), .init("ARGUMENTS", alignsRight: true), .init("RESULT", alignsRight: true),
      .init("STATUS"),
    ])
    for call in rows {
      table.append([
        Self.text(Quantity.clock(call.time)), "\(call.client)", "\(call.server)",
        call.tool.isEmpty ? "(not captured)" : TerminalText(call.tool),
        Self.text(call.durationNanoseconds.map { Quantity.duration(nanoseconds: $0) } ?? "-"),
        Self.text(call.argumentBytes.map { Quantity.bytes($0) } ?? "-"),
        Self.text(call.resultBytes.map { Quantity.bytes($0) } ?? "-"), Self.status(call),
      ])
    }
    return table
  }

  private static func status(_ call: AnalysisDigest.CallRow) -> TerminalText {
    let rounds: TerminalText = call.rounds > 1 ? ", \(call.rounds) rounds" : ""
    if call.status == .complete { return call.isError ? "error\(rounds)" : "ok\(rounds)" }
    return "\(text(call.status.rawValue))\(rounds)"
  }

  private static func text(_ own: String) -> TerminalText { TerminalText(stringLiteral: own) }

  private static func text(_ implementation: Implementation?) -> TerminalText {
    guard let implementation else { return "-" }
    guard let version = implementation.version, !version.isEmpty else { return TerminalText(implementation.name) }
    return "\(implementation.name) \(version)"
  }
}
