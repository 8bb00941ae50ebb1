import Policy
package import TrafficModel

/// Web pages that reach MCP servers on the user's machine or network through the browser.
package struct RebindingDetector: Detector {
  package static let about = DetectorDescription(
    id: "AUT-18", title: "A web page reaches a local MCP server", severity: .high,
    fires: """
      when a request to a server on loopback names another host, or one to a server in an internal network comes from the \
      page of another site (`Origin`); high when the server answers it, low when it refuses; also when a name that was \
      resolved to the Internet is resolved to that server
      """,
    staysSilent: "for requests without Origin, for pages of the server's own host, for servers on the Internet",
    falseAlarms: ["consoles in the browser on another port or host", "reverse proxies that keep the outer name"],
    references: [.attack("T1189"), .attack("T1557"), .owasp("MCP07"), .safe("SAFE-T1304")])
  package static let interest: TrafficEvent.Kinds = [.http, .dns]

  private static let nameLimit = 16_384

  private var gate = ServerGate()
  /// Names that were resolved to addresses outside, and to which inside ones since.
  private var outside = RecentTable<String, Void>(limit: Self.nameLimit)
  private var rebound = RecentTable<String, Void>(limit: Self.nameLimit)

  package init(_ setup: DetectionSetup = DetectionSetup()) {}

  package mutating func observe(_ exchange: DNSExchange, findings: inout [Finding]) {
    learn(exchange)
  }

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    judge(exchange, &findings)
  }

  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
    gate.open(for: speaker, into: &findings)
  }

  private mutating func learn(_ exchange: DNSExchange) {
    let name = HostName.bare(exchange.name.rawTextForMatchingAndStorage)
    for answer in exchange.answers {
      guard case .address(let address) = answer.value else { continue }
      if !address.isPrivate {
        outside.insert(name)
      } else if outside.contains(name) {
        rebound.insert(name)
      }
    }
  }

  private mutating func judge(_ exchange: HTTPExchange, _ findings: inout [Finding]) {
    let address = exchange.flow.server.address
    guard address.isPrivate, let host = exchange.bareHost, let status = exchange.status, let place = exchange.place
    else {
      return
    }
    let isNamedLocally = host == "localhost" || host.hasSuffix(".localhost") || HostName.address(host) != nil
    if (address.isLoopback && !isNamedLocally) || rebound.contains(host) {
      return say(
        "host", exchange, place, status, rebound.contains(host) ? 0.9 : 0.6,
        "The request was meant for \(own: host) and reached \(exchange.flow.server)",
        "A page whose name is resolved to a local address can use the server as if it were its own (DNS rebinding).",
        &findings)
    }
    guard let text = exchange.requestHeader("origin") else { return }
    let origin = WebAddress(text)
    let isOpaque = text.rawTextForMatchingAndStorage == "null"
    guard isOpaque || origin.map({ $0.scheme.hasPrefix("http") }) ?? false else { return }
    if let origin,
      origin.host == host || origin.isLoopback || HostName.registered(origin.host) == HostName.registered(host)
    {
      return
    }
    say(
      "origin", exchange, place, status, 0.7, "A page of \(text) asks \(exchange.flow.server)",
      "Pages of other sites must not reach a server inside: MCP servers have to check Origin.", &findings)
  }

  private mutating func say(
    _ key: String, _ exchange: HTTPExchange, _ place: Provenance, _ status: UInt16, _ confidence: Double,
    _ title: FindingText, _ why: FindingText, _ findings: inout [Finding]
  ) {
    let isAnswered = exchange.isAccepted
    guard isAnswered || status == 403 || status == 421 || status == 400 else { return }
    let outcome: FindingText = isAnswered ? "and is answered" : "and is refused"
    let finding = Self.about.finding(
      "\(title), \(outcome)", severity: isAnswered ? .high : .low, confidence: confidence,
      subject: FindingSubject(client: exchange.flow.client.address, server: exchange.flow.server),
      key: isAnswered ? key : "\(key)-refused", flow: exchange.flow,
      extent: exchange.extent ?? Extent(Moment(time: .zero, frame: place.firstFrame)), evidence: Evidence(place),
      explanation: "\(why) The server answered with status \(status).")
    gate.pass(finding, exchange, into: &findings)
  }
}
