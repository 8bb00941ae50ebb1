package import TrafficModel

/// A server that shows different tools to different clients at the same time.
package struct CloakingDetector: Detector {
  package static let about = DetectorDescription(
    id: "RUG-02", title: "Different tools for different clients", severity: .high,
    fires: """
      when one server gives two clients different lists although it says that the list is the same for all (cacheScope public, \
      within ttlMs), or gives each of two clients with the same credential its own list in turn
      """,
    staysSilent: """
      when all clients see the change, or one was told of it (list_changed); for other credentials, other pages, and lists that \
      were cut off
      """,
    falseAlarms: ["features that are switched on for some clients", "lists filtered by what a client says it can do"],
    references: [.attack("T1036"), .atlas("AML.T0109"), .owasp("MCP03"), .safe("SAFE-T1201")])
  package static let interest: TrafficEvent.Kinds = .message

  /// What decides which list is due.
  private struct Question: Hashable, Sendable {
    var server: Endpoint
    var authority: UntrustedText?
    var credential: KeyedHash?
    var params: [UInt8]
  }

  /// Who asks, as far as a server can tell one client from another.
  private struct Identity: Hashable, Sendable {
    var client: IPAddress
    var name: UntrustedText?
  }

  private struct Seen: Sendable {
    var list: ToolListing
    var time: Timestamp
    var place: Provenance
    var isPublic: Bool
    var lifetime: Int64
  }

  private static let questionLimit = 8_192
  private static let identitiesPerQuestion = 64
  private static let paramsBytes = 256

  private var seen = RecentTable<Question, [(identity: Identity, last: Seen)]>(limit: Self.questionLimit)
  private var listings = ToolListings()
  /// When servers last said that their tools had changed: no list from before holds any longer.
  private var notices = RecentTable<Endpoint, Timestamp>(limit: Self.questionLimit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {
    if message.method.rawTextForMatchingAndStorage == "notifications/tools/list_changed" { return note(message) }
    guard let list = listings.list(message) else { return }
    let result = message.result?.text ?? []
    let isPublic = result.firstRange(of: Array(#""cacheScope":"public""#.utf8), limit: result.count) != nil
    let now = Seen(
      list: list, time: message.extent.end, place: Provenance(flow: message.flow.id, extent: message.extent),
      isPublic: isPublic, lifetime: (JSONGlance.number(after: #""ttlMs":"#, in: result) ?? 0) &* 1_000_000)
    let question = Question(
      server: message.flow.server, authority: message.session.authority,
      credential: isPublic ? nil : message.session.credential?.hash, params: Self.cursor(message))
    let identity = Identity(client: message.flow.client.address, name: message.session.client?.name)
    var others = seen[question] ?? []
    let before = others.first { $0.identity == identity }?.last
    for other in others where other.identity != identity {
      let isVoid = notices[message.flow.server].map { $0 > other.last.time } ?? false
      guard let confidence = Self.confidence(now, before, other.last, isVoid: isVoid) else { continue }
      findings.append(finding(message, now, other.identity, other.last, confidence))
      break
    }
    if let index = others.firstIndex(where: { $0.identity == identity }) {
      others[index].last = now
    } else {
      if others.count >= Self.identitiesPerQuestion { others.removeFirst() }
      others.append((identity, now))
    }
    seen[question] = others
  }

  private mutating func note(_ notice: MCPMessage) {
    let server = notice.flow.server
    notices[server] = notice.extent.end
  }

  /// Only the cursor chooses what a list holds; the rest of the parameters is the client's own.
  private static func cursor(_ message: MCPMessage) -> [UInt8] {
    guard let params = message.params?.text, let start = params.firstRange(of: Array(#""cursor":"#.utf8), limit: 4_096)
    else { return [] }
    return Array(params[start.upperBound...].prefix(paramsBytes).prefix { $0 != UInt8(ascii: ",") })
  }

  /// How sure it is that the two saw different lists at one time; nil when they need not have.
  ///
  /// - Parameter isVoid: the server took back since then that the other's list holds.
  private static func confidence(_ now: Seen, _ before: Seen?, _ other: Seen, isVoid: Bool) -> Double? {
    guard now.list.digest != other.list.digest else { return nil }
    // The same as ever for this one, and something else for the other in between.
    if let before, before.list.digest == now.list.digest, before.time < other.time, other.time < now.time { return 0.8 }
    guard !isVoid else { return nil }
    let age = now.time - other.time
    return now.isPublic && other.isPublic && age >= 0 && age < other.lifetime ? 0.7 : nil
  }

  private func finding(
    _ message: MCPMessage, _ now: Seen, _ otherIdentity: Identity, _ other: Seen, _ confidence: Double
  ) -> Finding {
    let server = message.flow.server
    var explanation: FindingText = """
      The server \(server) gave \(message.flow.client.address) another list of tools than \(otherIdentity.client), and not \
      because the list had changed meanwhile. What is shown only to some escapes those who look.
      """
    for name in now.list.names.subtracting(other.list.names).sorted().prefix(4) {
      explanation = explanation + " Only here: \(UntrustedText(name))."
    }
    for name in other.list.names.subtracting(now.list.names).sorted().prefix(4) {
      explanation = explanation + " Only there: \(UntrustedText(name))."
    }
    return Self.about.finding(
      "\(server) shows different tools to different clients", severity: .high, confidence: confidence,
      subject: FindingSubject(server: server), key: "lists", flow: message.flow, extent: message.extent,
      evidence: Evidence(now.place, [other.place]),
      score: [ScorePart("tools_here", now.list.names.count), ScorePart("tools_there", other.list.names.count)],
      explanation: explanation)
  }
}
