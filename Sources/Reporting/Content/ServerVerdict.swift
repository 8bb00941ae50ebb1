package import EvidenceStore
package import TrafficModel

/// What a report concludes about one MCP server, from the findings about it.
package struct ServerVerdict: Hashable, Sendable {
  package enum Verdict: String, Sendable {
    /// Something high or critical was found.
    case act
    /// Something medium was found.
    case look
    /// Nothing above low.
    case calm
  }

  package var server: ServerRow
  package var verdict: Verdict
  package var findings: [Severity: Int]

  package init(_ server: ServerRow, findings: [FindingRow]) {
    self.server = server
    var counts: [Severity: Int] = [:]
    for finding in findings where finding.server == server.endpoint && finding.suppression == nil {
      counts[finding.severity, default: 0] += 1
    }
    self.findings = counts
    let worst = counts.keys.max() ?? .info
    verdict = worst >= .high ? .act : worst == .medium ? .look : .calm
  }

  package var words: String {
    switch verdict {
    case .act: "act now"
    case .look: "take a look"
    case .calm: "nothing above low"
    }
  }
}
