import Policy
import TrafficModel

/// Findings about a host, in words. Lines of the audit log are cited as frames of a capture of its name.
enum HostFindings {
  /// Programs that fetch, send and interpret.
  private static let handy: Set<String> = [
    "sh", "bash", "dash", "zsh", "ash", "busybox", "curl", "wget", "nc", "ncat", "socat", "ssh", "scp", "sftp",
    "telnet", "ftp",
    "perl", "openssl", "base64", "python",
  ]

  static func unseenConnect(_ event: HostEvent, _ destination: Endpoint, _ server: String?) -> Finding {
    HostDescriptions.unseenConnect.finding(
      "\(event.process.executable) connected to \(destination), which no capture shows", severity: .low,
      confidence: 0.5,
      subject: subject(server, destination), key: "unseen \(event.process.executable.fingerprint) \(destination)",
      flow: nil,
      extent: extent(event), evidence: Evidence(event.provenance),
      explanation: """
        The audit log has a connect of process \(event.process.pid) (\(event.process.executable)) to \(destination) that went \
        through while frames were captured, but no captured flow goes there within two seconds. The capture has a blind spot, \
        or the traffic took another way.
        """)
  }

  static func unexplainedFlow(_ flow: FlowSummary, _ server: ServerPolicy) -> Finding {
    HostDescriptions.unexplainedFlow.finding(
      "A flow from \(flow.flow.client.address) to \(flow.flow.server) was not opened by \(own: server.name)",
      severity: .medium,
      confidence: 0.5,
      subject: FindingSubject(client: flow.flow.client.address, destination: UntrustedText("\(flow.flow.server)")),
      key: "unexplained \(flow.flow.server)", flow: flow.flow, extent: flow.extent,
      evidence: Evidence(Provenance(flow: flow.flow.id, extent: flow.extent)),
      explanation: """
        The audit log watches connects of \(own: server.name) and was written at that time, but has none to \
        \(flow.flow.server). Another program on the machine opened it, or one that the rules do not see.
        """)
  }

  static func unknownProgram(_ event: HostEvent, _ server: ServerPolicy) -> Finding {
    let program = event.process.executable
    let name = program.rawTextForMatchingAndStorage.split(separator: "/").last.map(String.init) ?? ""
    let isHandy =
      handy.contains(name)
      || handy.contains { name.hasPrefix($0) && name.dropFirst($0.count).allSatisfy { !$0.isLetter } }
    guard case .connect(let destination) = event.action else {
      return HostDescriptions.unknownProgram.finding(
        "\(own: server.name) started \(program)", severity: isHandy ? .medium : .low, confidence: 0.6,
        subject: subject(server.name, nil), key: "started \(program.fingerprint)", flow: nil, extent: extent(event),
        evidence: Evidence(event.provenance),
        explanation:
          "Process \(event.process.pid) of its account runs \(program), which its policy does not name as a child.")
    }
    return HostDescriptions.unknownProgram.finding(
      "\(program), started by \(own: server.name), connected to \(destination)", severity: isHandy ? .high : .medium,
      confidence: 0.8, subject: subject(server.name, destination),
      key: "connected \(program.fingerprint) \(destination)",
      flow: nil, extent: extent(event), evidence: Evidence(event.provenance),
      explanation: """
        Process \(event.process.pid) of \(own: server.name)'s account, running \(program), connected to \(destination). The \
        policy knows \(own: server.executable ?? "no program")\(own: server.children.map { ", " + $0 }.joined()) only.
        """)
  }

  static func changeOnDisk(
    _ change: HostEvent, count: Int, _ definition: ToolDefinition, _ server: ServerPolicy
  ) -> Finding {
    var whole = extent(change)
    whole.extend(over: definition.extent)
    let path = path(change)
    let proof = Provenance(flow: definition.flow.id, extent: definition.extent)
    return HostDescriptions.changeOnDisk.finding(
      "\(path) was changed by \(change.process.executable), then the tool \(definition.tool) changed on the wire",
      severity: .high, confidence: 0.8,
      subject: FindingSubject(server: definition.flow.server, tool: definition.tool), key: "changed on disk",
      flow: definition.flow, extent: whole, evidence: Evidence(proof, [change.provenance]),
      score: [ScorePart("file_changes", count)],
      explanation: """
        The audit log has \(count) changes to the configuration and tools of \(own: server.name) in the day before; the last was \
        made by process \(change.process.pid) (\(change.process.executable)) of \(change.process.user ?? UntrustedText("?")) \
        to \(path). After that, the server declared \(definition.tool) differently than before.
        """)
  }

  /// - Parameter isOver: no more will be seen of the wire.
  static func fileChange(_ change: HostEvent, _ server: String, isOver: Bool) -> Finding {
    let path = path(change)
    return HostDescriptions.fileChange.finding(
      "\(path) of \(own: server) was changed by \(change.process.executable)", severity: .info, confidence: 1,
      subject: subject(server, nil), key: "file \(path.fingerprint) \(change.process.executable.fingerprint)",
      flow: nil,
      extent: extent(change), evidence: Evidence(change.provenance),
      explanation: """
        Process \(change.process.pid) of \(change.process.user ?? UntrustedText("?")) changed it. \
        \(own: isOver
          ? "No changed definition was seen on the wire after it."
          : "When definitions change on the wire after it, that is told as HST-04.")
        """)
  }

  private static func path(_ event: HostEvent) -> UntrustedText {
    guard case .changeFile(let path) = event.action else { return UntrustedText("") }
    return path
  }

  private static func subject(_ server: String?, _ destination: Endpoint?) -> FindingSubject {
    var words: [String] = []
    if let server { words.append(server) }
    if let destination { words.append(destination.description) }
    return FindingSubject(destination: words.isEmpty ? nil : UntrustedText(words.joined(separator: " to ")))
  }

  private static func extent(_ event: HostEvent) -> Extent {
    var extent = Extent(Moment(time: event.time, frame: event.provenance.firstFrame))
    extent.extend(to: Moment(time: event.time, frame: event.provenance.lastFrame))
    return extent
  }
}
