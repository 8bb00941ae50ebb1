package import TrafficModel

/// Tools that take commands, and run more than they say or with more rights than any task needs.
package struct CommandDetector: Detector {
  package static let about = DetectorDescription(
    id: "CMD-01", title: "Command injection past a tool's own limit", severity: .high,
    fires: """
      when a tool that takes commands, and whose description allows only some, answers one that starts another program, in a \
      second command or in place of those it names; high when the result shows what that program prints, medium otherwise
      """,
    staysSilent: """
      for programs that the description names; for refusals and errors; for tools that state no limit; for separators between \
      quotes
      """,
    falseAlarms: ["descriptions that name examples and mean more", "pipes into filters that the server allows"],
    references: [.attack("T1059"), .attack("T1190"), .atlas("AML.T0053"), .owasp("MCP05"), .safe("SAFE-T1101")])
  package static let others = [privilege]
  private static let privilege = DetectorDescription(
    id: "CMD-03", title: "Commands run as the superuser", severity: .medium,
    fires: "once for each tool, when whoami or id was run by it and the answer is the superuser of the machine",
    staysSilent: "for other users; for texts that only mention them",
    falseAlarms: ["containers and sandboxes in which the superuser may do nothing"],
    references: [.attack("T1059"), .attack("T1078"), .owasp("MCP02"), .owasp("MCP05"), .safe("SAFE-T1104")])
  package static let interest: TrafficEvent.Kinds = [.toolDefinition, .toolCall]

  private struct Tool: Hashable, Sendable {
    var server: Endpoint
    var name: UntrustedText
  }

  private static let toolLimit = 16_384
  /// Arguments and results of commands that are looked at.
  private static let argumentBytes = 16_384
  private static let resultBytes = 16_384
  private static let refusals = [
    "not allowed", "not permitted", "not in the", "denied", "forbidden", "blocked", "refus", "disallow", "invalid",
    "unauthori", "unsupported", "not supported", "error", "only",
  ]

  private var tools = RecentTable<Tool, CommandTool>(limit: Self.toolLimit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {
    let tool = Tool(server: definition.flow.server, name: definition.tool)
    tools[tool] = CommandTool(definition)
  }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    guard let arguments = call.arguments, arguments.fullBytes <= Self.argumentBytes, let result = call.result,
      call.isError == false
    else { return }
    let tool = tools.isEmpty ? nil : tools[Tool(server: call.flow.server, name: call.tool)]
    // This is what all other calls cost.
    guard tool != nil || Self.beginsWithCommand(arguments.text) else { return }
    let commands = Self.commands(arguments.text)
    guard !commands.isEmpty else { return }
    let lines = Self.lines(result.text.prefix(Self.resultBytes))
    if let tool, let excess = commands.lazy.compactMap({ tool.excess(of: $0) }).first, !Self.isRefusal(lines) {
      findings.append(finding(call, excess, isShown: Self.shows(excess, lines)))
    }
    if let user = commands.lazy.flatMap(\.commands).compactMap({ Self.superuser($0, lines) }).first {
      findings.append(finding(call, superuser: user))
    }
  }

  private static let openings = CommandTool.parameters.map { Array(#"{"\#($0)":"#.utf8) }

  /// As a tool's arguments do whose definition was not captured.
  private static func beginsWithCommand(_ arguments: [UInt8]) -> Bool {
    openings.contains { arguments.starts(with: $0) }
  }

  /// Command lines among the arguments.
  private static func commands(_ arguments: [UInt8]) -> [ShellCommand] {
    JSONLeaves.leaves(arguments).compactMap { leaf in
      guard let name = leaf.path.first, CommandTool.parameters.contains(name.lowercased()), leaf.path.count <= 2,
        case .text(let line) = leaf.value
      else { return nil }
      return ShellCommand(line)
    }
  }

  private static func lines(_ result: ArraySlice<UInt8>) -> [String] {
    JSONLeaves.leaves(Array(result)).flatMap { leaf -> [String] in
      guard case .text(let text) = leaf.value else { return [] }
      return text.split(whereSeparator: \.isNewline).map { line in
        String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      }
    }
  }

  private static func isRefusal(_ lines: [String]) -> Bool {
    let beginning = lines.prefix(4).joined(separator: "\n").prefix(400).lowercased()
    return refusals.contains { beginning.contains($0) }
  }

  /// The result holds what that program prints.
  private static func shows(_ call: [String], _ lines: [String]) -> Bool {
    switch call.first {
    case "id": return lines.contains { $0.contains(/uid=[0-9]+\([a-z_][a-z0-9_-]*\) gid=/) }
    case "echo", "printf":
      let words = call.dropFirst().joined(separator: " ")
      return words.utf8.count >= 4 && lines.contains(words)
    case "cat", "head", "tail", "less", "more": return lines.contains { $0.contains(/^root:[^:]*:0:0:/) }
    case "uname": return lines.contains { $0.hasPrefix("Linux") || $0.hasPrefix("Darwin") }
    default: return false
    }
  }

  /// The superuser's name, when `call` asks who runs it and the result tells.
  private static func superuser(_ call: [String], _ lines: [String]) -> String? {
    switch call.first {
    case "whoami" where call.count == 1:
      lines.contains("root") ? "root" : lines.contains { $0.lowercased() == #"nt authority\system"# } ? "SYSTEM" : nil
    case "id": lines.contains { $0.hasPrefix("uid=0(") } ? "root" : nil
    default: nil
    }
  }

  private func finding(_ call: ToolCall, _ excess: [String], isShown: Bool) -> Finding {
    let program = UntrustedText(excess.first ?? "")
    return Self.about.finding(
      "\(call.tool) ran \(program), which its own description does not allow: command injection",
      severity: isShown ? .high : .medium, confidence: isShown ? 0.9 : 0.5,
      subject: FindingSubject(client: call.flow.client.address, server: call.flow.server, tool: call.tool),
      key: "excess \(program.fingerprint)", flow: call.flow, extent: call.extent,
      evidence: Evidence(call.provenance, call.evidence),
      explanation: """
        The description of \(call.tool) at \(call.flow.server) says that it runs certain commands only. An argument started \
        \(program) as well, and the server answered without refusing\
        \(own: isShown ? ", with what that program prints" : ""). Whoever steers the model runs what he likes on that machine.
        """)
  }

  private func finding(_ call: ToolCall, superuser: String) -> Finding {
    Self.privilege.finding(
      "\(call.tool) runs commands of the model's choice as \(own: superuser): code execution without limits",
      severity: .medium, confidence: 0.8,
      subject: FindingSubject(server: call.flow.server, tool: call.tool), key: "superuser", flow: call.flow,
      extent: call.extent, evidence: Evidence(call.provenance, call.evidence),
      explanation: """
        Asked who it is, \(call.tool) at \(call.flow.server) answered \(own: superuser). Whoever steers the model, and be it by a \
        text that the model reads, executes code with all rights on that machine. No task needs them (excessive permission).
        """)
  }
}
