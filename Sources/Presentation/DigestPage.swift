import TrafficModel

/// An analysis on one page of a terminal.
package struct DigestPage {
  let digest: AnalysisDigest
  let width: Int
  let style: Style
  /// Rows of one table; more are counted below it.
  let rowLimit: Int

  /// How headings and trouble stand out; does nothing where colour is not wanted.
  package struct Style: Sendable {
    package var heading: @Sendable (String) -> String
    package var warning: @Sendable (String) -> String

    package init(heading: @escaping @Sendable (String) -> String, warning: @escaping @Sendable (String) -> String) {
      self.heading = heading
      self.warning = warning
    }

    package static let plain = Style(heading: { $0 }, warning: { $0 })
  }

  package init(_ digest: AnalysisDigest, width: Int, rowLimit: Int, style: Style) {
    self.digest = digest
    self.width = max(40, width)
    self.rowLimit = rowLimit
    self.style = style
  }

  /// - Parameter captures: what was read of each capture, in words.
  package func lines(captures: [TerminalText]) -> [String] {
    var lines = section("Read", captures.map(\.text) + totals)
    guard digest.sessionCount > 0 || digest.callCount > 0 else {
      lines += ["", "No MCP traffic was found. " + reasons]
      return lines + findings + anomalies
    }
    lines += findings
    lines += section("MCP servers", table(servers, more: 0))
    lines += section("MCP clients", table(clients, more: 0))
    lines += section("Sessions", table(sessions, more: digest.sessionCount - min(digest.sessions.count, rowLimit)))
    lines += section("Tool calls", table(calls, more: digest.callCount - min(digest.calls.count, rowLimit)))
    if digest.callCount > 1 {
      lines += section("Slowest calls", table(extremes(digest.slowest), more: 0))
      lines += section("Largest results", table(extremes(digest.largest), more: 0))
    }
    return lines + anomalies
  }

  func section(_ title: String, _ body: [String]) -> [String] {
    body.isEmpty ? [] : ["", style.heading(title)] + body
  }

  func table(_ table: ColumnTable, more: Int) -> [String] {
    guard !table.rows.isEmpty else { return ["none"] }
    let rest =
      more > 0 ? ["… and \(Quantity.count(more)) more (--store DB keeps them all, --format ndjson prints them)"] : []
    return table.lines(width: width) + rest
  }

  private var totals: [String] {
    guard let statistics = digest.statistics else { return [] }
    var lines = [
      "\(Quantity.plural(statistics.frames, "frame")), \(Quantity.bytes(statistics.bytes)), "
        + "\(Quantity.plural(statistics.flows, "flow")), \(Quantity.plural(statistics.exchanges, "HTTP exchange"))"
    ]
    if let first = digest.firstTime, let last = digest.lastTime {
      lines.append(
        "\(Quantity.dateTime(first)) to \(Quantity.dateTime(last)) UTC (\(Quantity.duration(nanoseconds: last - first)))"
      )
    }
    let losses = losses(statistics)
    lines.append(
      losses.isEmpty ? "nothing known to be missing" : style.warning("not seen: " + losses.joined(separator: "; ")))
    return lines
  }

  private func losses(_ statistics: AnalysisStatistics) -> [String] {
    var losses: [String] = []
    if statistics.gaps > 0 {
      losses.append(
        "\(Quantity.plural(statistics.gaps, "gap")) of \(Quantity.bytes(statistics.gapBytes)) in TCP streams")
    }
    if digest.oneSidedFlows > 0 { losses.append("one direction of \(Quantity.plural(digest.oneSidedFlows, "flow"))") }
    if digest.midstreamFlows > 0 { losses.append("the beginning of \(Quantity.plural(digest.midstreamFlows, "flow"))") }
    if statistics.evictedFlows > 0 {
      losses.append("\(Quantity.plural(statistics.evictedFlows, "flow")) dropped at the table limit")
    }
    let unread = digest.unreadFlows.values.reduce(0, +)
    if unread > 0 {
      let reasons = digest.unreadFlows.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { "\(Quantity.count($0.value)) \(Self.words($0.key))" }
      losses.append("what \(Quantity.plural(unread, "encrypted flow")) said (\(reasons.joined(separator: ", ")))")
    }
    let undecoded = statistics.undecoded.reduce(0) { $0 + $1.count }
    if undecoded > 0 {
      let reasons = statistics.undecoded.map { "\(Quantity.count($0.count)) \($0.reason)" }.joined(separator: ", ")
      losses.append("\(Quantity.plural(undecoded, "frame")) not decoded (\(reasons))")
    }
    return losses
  }

  private static func words(_ reason: TLSHandshake.Decryption) -> String {
    switch reason {
    case .yes: "read"
    case .noKey: "without a key"
    case .unsupportedSuite: "with a suite that is not supported"
    case .midstream: "whose handshake was not captured"
    case .gap: "with bytes missing"
    case .failed: "that the keys did not open"
    case .incomplete: "that never got to data"
    }
  }

  private var reasons: String {
    guard let statistics = digest.statistics, statistics.frames > 0 else { return "There were no frames to read." }
    if statistics.exchanges == 0 {
      if let encrypted = digest.unreadFlows[.noKey] {
        return "\(Quantity.plural(encrypted, "encrypted flow")) could not be read: give the keys with --keylog."
      }
      return "No flow could be read as HTTP or WebSocket."
    }
    return "HTTP was read, but nothing in it spoke JSON-RPC as MCP does."
  }

  private var anomalies: [String] {
    guard !digest.anomalies.isEmpty else { return [] }
    var table = ColumnTable([.init("KIND"), .init("COUNT", alignsRight: true)])
    let ordered = digest.anomalies.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
    for (kind, count) in ordered {
      table.append([TerminalText(stringLiteral: kind.rawValue), TerminalText(stringLiteral: Quantity.count(count))])
    }
    return section("Anomalies", table.lines(width: width))
  }
}
