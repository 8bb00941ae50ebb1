package import EvidenceStore
import TrafficModel

/// Rows of a store as tables.
package enum StoredRows {
  package static func table(_ calls: [CallRow]) -> ColumnTable {
    var table = ColumnTable([
      .init("TIME"), .init("CLIENT", minimum: 9), .init("SERVER", minimum: 12), .init("TOOL", minimum: 8),
      .init("DURATION", alignsRight: true), .init("ARGUMENTS", alignsRight: true), .init("RESULT", alignsRight: true),
      .init("STATUS"),
    ])
    for call in calls {
      table.append([
        text(Quantity.dateTime(call.time)), party(call.client, isServer: false), party(call.server, isServer: true),
        call.tool.isEmpty ? "(not captured)" : TerminalText(call.tool),
        text(call.durationNanoseconds.map { Quantity.duration(nanoseconds: $0) } ?? "-"),
        text(call.argumentsBytes.map { Quantity.bytes($0) } ?? "-"),
        text(call.resultBytes.map { Quantity.bytes($0) } ?? "-"), status(call),
      ])
    }
    return table
  }

  package static func table(_ sessions: [SessionRow]) -> ColumnTable {
    var table = ColumnTable([
      .init("START"), .init("CLIENT", minimum: 9), .init("SERVER", minimum: 12), .init("BASIS"),
      .init("REVISION", minimum: 10), .init("REQUESTS", alignsRight: true), .init("CALLS", alignsRight: true),
      .init("ERRORS", alignsRight: true), .init("RESULTS", alignsRight: true), .init("STATE"),
    ])
    for session in sessions {
      table.append([
        text(Quantity.dateTime(session.start)), party(session.client, isServer: false),
        party(session.server, isServer: true), text(session.basis),
        session.revision.map { TerminalText($0) } ?? "-", "\(session.requests)", "\(session.toolCalls)",
        "\(session.errors)", text(Quantity.bytes(session.resultBytes)), text(session.state),
      ])
    }
    return table
  }

  package static func table(_ tools: [ToolRow]) -> ColumnTable {
    var table = ColumnTable([
      .init("SERVER", minimum: 12), .init("TOOL", minimum: 8), .init("DIGEST"), .init("FIRST SEEN"),
      .init("LAST SEEN"), .init("VERSIONS", alignsRight: true), .init("CALLS", alignsRight: true),
    ])
    for tool in tools {
      table.append([
        party(tool.server, isServer: true), TerminalText(tool.tool), text(String(tool.digest.prefix(12))),
        text(Quantity.dateTime(tool.firstSeen)), text(Quantity.dateTime(tool.lastSeen)), "\(tool.versions)",
        "\(tool.calls)",
      ])
    }
    return table
  }

  package static func table(_ flows: [FlowRow]) -> ColumnTable {
    var table = ColumnTable([
      .init("START"), .init("CLIENT", minimum: 12), .init("SERVER", minimum: 12), .init("PROTO"),
      .init("SERVICE", minimum: 7), .init("STATE"), .init("LASTED", alignsRight: true),
      .init("SENT", alignsRight: true), .init("RECEIVED", alignsRight: true), .init("GAPS", alignsRight: true),
    ])
    for flow in flows {
      table.append([
        text(Quantity.dateTime(flow.start)), party(flow.client, isServer: true), party(flow.server, isServer: true),
        text(flow.transport), text(flow.service ?? "-"), text(flow.state),
        text(Quantity.duration(nanoseconds: flow.end - flow.start)), text(Quantity.bytes(flow.bytesToServer)),
        text(Quantity.bytes(flow.bytesToClient)), "\(flow.gaps)",
      ])
    }
    return table
  }

  private static func status(_ call: CallRow) -> TerminalText {
    guard call.status == .complete else { return text(call.status.rawValue) }
    return call.isError == true ? "error" : "ok"
  }

  /// An end by its address; ports of clients mean nothing to a reader.
  private static func party(_ peer: PeerRow, isServer: Bool) -> TerminalText {
    guard isServer else { return text(peer.address) }
    return peer.address.contains(":") ? text("[\(peer.address)]:\(peer.port)") : text("\(peer.address):\(peer.port)")
  }

  private static func text(_ own: String) -> TerminalText { TerminalText(stringLiteral: own) }
}
