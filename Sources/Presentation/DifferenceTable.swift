package import Policy
import TrafficModel

/// Differences between two periods, or between traffic and a policy, as a table.
package enum DifferenceTable {
  package static func table(_ differences: [PolicyComparison.Difference]) -> ColumnTable {
    var table = ColumnTable([
      .init("WHAT"), .init("WHO", minimum: 9), .init("DOES"), .init("TO", minimum: 12),
      .init("FLOWS", alignsRight: true),
      .init("SENT", alignsRight: true), .init("LAST SEEN"),
    ])
    for difference in differences {
      let name = difference.policyName.map { "\($0) (\(difference.machine))" } ?? "\(difference.machine)"
      let service = text(":\(difference.port)" + (difference.transport == .udp ? "/udp" : ""))
      let target: TerminalText = "\(difference.target)\(service)"
      table.append([
        text(difference.kind.rawValue), text(name), text(verb(difference.subject)), target, text("\(difference.flows)"),
        text(difference.subject == .egress ? Quantity.bytes(difference.bytesSent) : "-"),
        text(Quantity.dateTime(difference.last)),
      ])
    }
    return table
  }

  private static func verb(_ subject: PolicyComparison.Subject) -> String {
    switch subject {
    case .server: "uses the unknown MCP server"
    case .use: "uses the MCP server"
    case .egress: "as a server reached"
    }
  }

  private static func text(_ own: String) -> TerminalText { TerminalText(stringLiteral: own) }
}
