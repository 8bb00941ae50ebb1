package import TrafficModel

/// One fact on one line, for people who watch.
package enum LiveLine {
  /// Nil for facts that are too many to watch.
  package static func text(_ event: TrafficEvent) -> String? {
    switch event {
    case .toolCall(let call): text(call.value)
    case .session(let session): text(session.value)
    case .finding(let finding): text(finding.value)
    default: nil
    }
  }

  private static func text(_ call: ToolCall) -> String {
    let duration = call.durationNanoseconds.map { Quantity.duration(nanoseconds: $0) } ?? "-"
    let sizes =
      (call.arguments.map { Quantity.bytes($0.fullBytes) } ?? "-") + " → "
      + (call.result.map { Quantity.bytes($0.fullBytes) } ?? "-")
    let outcome = call.status.rawValue + (call.isError == true ? ", error" : "")
    let who: TerminalText = "\(call.flow.client.address) → \(call.flow.server)  \(call.tool)"
    return "\(Quantity.clock(call.extent.end))  call     \(who.text)  \(duration)  \(sizes)  \(outcome)"
  }

  private static func text(_ session: MCPSession) -> String {
    let who: TerminalText = "\(session.flow.client.address) → \(session.flow.server)"
    let counts =
      "\(Quantity.plural(session.counts.requests, "request")), \(Quantity.plural(session.counts.toolCalls, "call"))"
    return "\(Quantity.clock(session.extent.end))  session  \(who.text)  \(counts)  \(session.ending.rawValue)"
  }

  private static func text(_ finding: Finding) -> String {
    return
      "\(Quantity.clock(finding.extent.end))  FINDING  \(finding.severity.name)  \(TerminalText(finding.title).text)"
  }
}
