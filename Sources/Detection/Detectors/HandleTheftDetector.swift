package import TrafficModel

/// Tasks and `requestState` that are used by somebody else than they were given to.
package struct HandleTheftDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-16", title: "Handle used by another identity", severity: .high,
    fires: """
      when a server accepts the id of a task, or a `requestState`, from another credential than it was given to, or, without \
      credentials, from another client address
      """,
    staysSilent: "when the server refuses it; for one client that renews its token under the same subject",
    falseAlarms: ["agents that hand tasks to each other", "clients behind changing addresses"],
    references: [.attack("T1539"), .attack("T1550"), .owasp("MCP07"), .safe("SAFE-T1304")])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .message]

  private struct Use: Sendable {
    var client: IPAddress
    var credential: KeyedHash?
    var subject: UntrustedText?
    var extent: Extent
    var place: Provenance

    func isSame(as other: Use) -> Bool {
      if credential == nil, other.credential == nil { return client == other.client }
      return credential == other.credential || (subject != nil && subject == other.subject)
    }
  }

  private static let limit = 65_536

  /// Whom a handle was given to, or who used it first.
  private var owners = RecentTable<KeyedHash, Use>(limit: Self.limit)
  /// Uses of handles whose owner is not known yet: a call that goes on is stated after what others do meanwhile.
  private var early = RecentTable<KeyedHash, Use>(limit: Self.limit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    let use = Self.use(call.flow, call.session, call.extent)
    for handle in [call.taskHash, call.mintedState].compactMap({ $0 }) { own(handle, use, call.flow, &findings) }
    if let state = call.presentedState, call.errorCode == nil, call.result != nil || call.mintedState != nil {
      present(state, use, call.flow, &findings)
    }
  }

  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {
    guard let handle = message.handle, message.errorCode == nil, message.result != nil else { return }
    present(handle, Self.use(message.flow, message.session, message.extent), message.flow, &findings)
  }

  private static func use(_ flow: FlowReference, _ session: SessionReference, _ extent: Extent) -> Use {
    Use(
      client: flow.client.address, credential: session.credential?.hash, subject: session.credential?.subject,
      extent: extent, place: Provenance(flow: flow.id, extent: extent))
  }

  private mutating func own(_ handle: KeyedHash, _ use: Use, _ flow: FlowReference, _ findings: inout [Finding]) {
    if let thief = early.removeValue(forKey: handle), !thief.isSame(as: use) {
      findings.append(finding(thief, use, flow))
    }
    if owners[handle] == nil { owners[handle] = use }
  }

  private mutating func present(_ handle: KeyedHash, _ use: Use, _ flow: FlowReference, _ findings: inout [Finding]) {
    if let owner = owners[handle] {
      if !owner.isSame(as: use) { findings.append(finding(use, owner, flow)) }
    } else if let other = early[handle] {
      if !other.isSame(as: use) { findings.append(finding(use, other, flow)) }
    } else {
      early[handle] = use
    }
  }

  private func finding(_ thief: Use, _ owner: Use, _ flow: FlowReference) -> Finding {
    let hasCredentials = thief.credential != nil || owner.credential != nil
    return Self.about.finding(
      "\(flow.server) lets \(thief.client) use a handle that it gave to another identity", severity: .high,
      confidence: hasCredentials ? 0.8 : 0.5, subject: FindingSubject(client: thief.client, server: flow.server),
      key: "handle", flow: flow, extent: thief.extent,
      evidence: Evidence(thief.place, [owner.place]),
      explanation: """
        A task or the state of a request was given to \(owner.client)\(own: hasCredentials ? ", or was used by it first," : "") \
        and is accepted from \(thief.client)\(own: hasCredentials ? " with another credential" : ""). Who learns such a handle \
        can read or go on with what belongs to somebody else.
        """)
  }
}
