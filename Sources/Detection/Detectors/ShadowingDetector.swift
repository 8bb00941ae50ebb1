package import TrafficModel

/// One client uses two servers of which one declares a tool that passes for the other's.
package struct ShadowingDetector: Detector {
  package static let about = DetectorDescription(
    id: "SHD-01", title: "Shadowed or look-alike tool", severity: .medium,
    fires: """
      when two servers of one client declare tools whose names look alike but differ, or the same name with another definition \
      while one of them names the other's tools
      """,
    staysSilent: """
      for equal names alone (search, fetch are on many servers), also where only case or signs between words differ; for names \
      shorter than six letters; for tools of the other that it has itself
      """,
    falseAlarms: ["two versions of one server", "gateways that repeat the tools of others"],
    references: [.attack("T1036.005"), .atlas("AML.T0110"), .owasp("MCP03"), .safe("SAFE-T1008"), .safe("SAFE-T1301")])
  package static let interest: TrafficEvent.Kinds = [.toolDefinition, .message, .toolCall]

  private struct Known: Sendable {
    var server: Endpoint
    var tool: UntrustedText
    var digest: Digest
    var place: Provenance
  }

  private static let clientLimit = 4_096
  private static let namesPerClient = 1_024
  /// Tools of one look that are remembered: one for each server that has it.
  private static let twinsPerName = 16
  private static let shortest = 6

  /// By client, then by what names look like.
  private var known = RecentTable<IPAddress, RecentTable<String, [Known]>>(limit: Self.clientLimit)
  /// A name that two servers have: judged when the list that holds it is known to its end.
  private var pending: [(definition: ToolDefinition, other: Known)] = []
  private static let pendingLimit = 256

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) { settle(&findings) }
  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) { settle(&findings) }

  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {
    if let first = pending.first, first.definition.flow.id != definition.flow.id { settle(&findings) }
    let client = definition.flow.client.address
    let name = definition.tool.rawTextForMatchingAndStorage
    let skeleton = Confusables.skeleton(name)
    let others = known[client]?[skeleton] ?? []
    for other in others where other.server != definition.flow.server {
      if Self.isSameName(definition.tool, other.tool) {
        if pending.count < Self.pendingLimit { pending.append((definition, other)) }
      } else if definition.tool.rawTextForMatchingAndStorage.unicodeScalars.count >= Self.shortest {
        findings.append(
          finding(
            definition, other, client, "alike",
            "The tools \(definition.tool) and \(other.tool) of two servers look alike"))
      }
    }
    remember(definition, skeleton, client)
  }

  package mutating func finish(findings: inout [Finding]) { settle(&findings) }

  private mutating func settle(_ findings: inout [Finding]) {
    guard !pending.isEmpty else { return }
    for (definition, other) in pending {
      let client = definition.flow.client.address
      guard definition.digest != other.digest, names(definition, serverOf: other, client) else { continue }
      findings.append(
        finding(
          definition, other, client, "shadow", "The tool \(definition.tool) poses as that of another server"))
    }
    pending.removeAll()
  }

  /// The same words: makers differ in how they write them.
  private static func isSameName(_ a: UntrustedText, _ b: UntrustedText) -> Bool {
    a == b
      || NameWords.words(of: a.rawTextForMatchingAndStorage) == NameWords.words(of: b.rawTextForMatchingAndStorage)
  }

  /// Whether the definition names tools that only the other server has.
  private func names(_ definition: ToolDefinition, serverOf other: Known, _ client: IPAddress) -> Bool {
    let words = Set(
      definition.texts.flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }.map(String.init) })
    let all = (known.peek(client)?.values).map { Array($0.joined()) } ?? []
    let own = Set(all.filter { $0.server == definition.flow.server }.map(\.tool))
    return all.contains { tool in
      let name = tool.tool.rawTextForMatchingAndStorage
      return tool.server == other.server && !own.contains(tool.tool) && name.count >= Self.shortest
        && words.contains(name)
    }
  }

  private mutating func remember(_ definition: ToolDefinition, _ skeleton: String, _ client: IPAddress) {
    let entry = Known(
      server: definition.flow.server, tool: definition.tool, digest: definition.digest, place: definition.provenance)
    var alike = known[client]?[skeleton] ?? []
    if let index = alike.firstIndex(where: { $0.server == entry.server && $0.tool == entry.tool }) {
      alike[index] = entry
    } else {
      if alike.count >= Self.twinsPerName { alike.removeFirst() }
      alike.append(entry)
    }
    known[client, default: RecentTable(limit: Self.namesPerClient)][skeleton] = alike
  }

  private func finding(
    _ definition: ToolDefinition, _ other: Known, _ client: IPAddress, _ key: String, _ title: FindingText
  ) -> Finding {
    Self.about.finding(
      title, severity: .medium, confidence: 0.6,
      subject: FindingSubject(client: client, server: definition.flow.server, tool: definition.tool), key: key,
      flow: definition.flow, extent: definition.extent, evidence: Evidence(definition.provenance, [other.place]),
      explanation: """
        The client \(client) uses both \(definition.flow.server) and \(other.server). A model that picks tools by name or \
        description may give the one what is meant for the other.
        """)
  }
}
