import Policy
package import TrafficModel

/// Tools that are sent to fetch what only the server's own network can reach: cloud metadata, private addresses, odd schemes.
package struct RequestForgeryDetector: Detector {
  package static let about = DetectorDescription(
    id: "EXF-09", title: "Inside address in a request", severity: .high,
    fires:
      "when a URL in arguments, or a redirect, points at a cloud metadata service (high), at an address spelled to slip past "
      + "filters (high: numbers, escapes, folded characters, IPv4 inside IPv6), at gopher or dict (high), or at a private "
      + "address, also under a name that carries it, while the server is outside (medium)",
    staysSilent:
      "on private addresses where the server is in the same networks; on text that merely mentions a URL (low)",
    falseAlarms: ["tools that manage cloud machines", "documentation about metadata services"],
    references: [
      .attack("T1552.005"), .attack("T1190"), .owasp("MCP05"), .safe("SAFE-T1005"),
    ])
  package static let interest: TrafficEvent.Kinds = [.toolCall, .http]
  private static let metadataHosts: Set<String> = [
    "169.254.169.254", "fd00:ec2::254", "metadata.google.internal", "metadata", "100.100.100.200", "169.254.170.2",
    "metadata.azure.internal", "168.63.129.16", "169.254.170.23", "fd00:ec2::23", "fd20:ce::254", "192.0.0.192",
    "metadata.tencentyun.com", "instance-data", "instance-data.ec2.internal",
  ]
  private static let oddSchemes: Set<String> = ["gopher", "dict", "netdoc", "jar"]

  private let egress: EgressPolicy

  package init(_ setup: DetectionSetup = DetectionSetup()) { egress = setup.egress }

  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
    for mention in URLMention.all(in: call.arguments?.text ?? []) {
      guard let (severity, why) = judge(mention, server: call.flow.server.address) else { continue }
      findings.append(finding(call, mention, mention.isValue ? severity : .low, why))
    }
  }

  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {
    guard let status = exchange.status, (300..<400).contains(status),
      let location = exchange.response.headers.first("location"), let extent = exchange.extent
    else { return }
    for mention in URLMention.all(in: Self.absolute(Array(location))) where mention.isValue {
      guard !Self.bringsCode(mention), let (severity, why) = judge(mention, server: exchange.flow.server.address)
      else {
        continue
      }
      return findings.append(finding(exchange, extent, mention, severity, why))
    }
  }

  /// A redirect without a scheme keeps that of the request (RFC 3986 §4.2); browsers let its slashes lean backwards.
  private static func absolute(_ location: [UInt8]) -> [UInt8] {
    let isSlash = location.prefix(2).map { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    guard isSlash == [true, true] else { return location }
    return Array("http://".utf8) + location.dropFirst(2)
  }

  /// Programs have their codes of OAuth brought to themselves (RFC 8252 §7.3).
  private static func bringsCode(_ mention: URLMention) -> Bool {
    let isOwnMachine = mention.host == "localhost" || HostName.address(mention.host)?.address.isLoopback == true
    guard isOwnMachine, let query = mention.rest.firstIndex(of: "?") else { return false }
    let names = mention.rest[mention.rest.index(after: query)...].split(separator: "&").map { $0.prefix { $0 != "=" } }
    return names.contains("state") && (names.contains("code") || names.contains("error"))
  }

  private func judge(_ mention: URLMention, server: IPAddress) -> (Severity, String)? {
    if Self.metadataHosts.contains(mention.host) {
      return (.high, "a cloud metadata service, which gives out credentials")
    }
    if Self.oddSchemes.contains(mention.scheme) { return (.high, "a scheme that smuggles other protocols") }
    guard ["http", "https", "ftp", "ws", "wss"].contains(mention.scheme) else { return nil }
    guard let (address, isOdd) = HostName.address(mention.host) else { return judgeName(mention.host, server: server) }
    if isMetadata(address) { return (.high, "a cloud metadata service, spelled as a number") }
    if isOdd || mention.isDisguised { return (.high, "an address spelled in a form that filters overlook: \(address)") }
    if let inner = CarriedAddress.inside(address, spelled: mention.host), isInside(inner) {
      return (.high, "an address that filters overlook inside another: \(inner)")
    }
    return isReachedFromOutside(address, server) ? (.medium, "a private address, while the server is outside") : nil
  }

  /// A name that says which address it leads to.
  private func judgeName(_ name: String, server: IPAddress) -> (Severity, String)? {
    let addresses = CarriedAddress.inName(name)
    if addresses.contains(where: isMetadata) {
      return (.high, "a cloud metadata service, under a name that carries its address")
    }
    guard let address = addresses.first(where: { isReachedFromOutside($0, server) }) else { return nil }
    return (.medium, "a name for the private address \(address), while the server is outside")
  }

  private func isMetadata(_ address: IPAddress) -> Bool { Self.metadataHosts.contains(address.description) }

  private func isInside(_ address: IPAddress) -> Bool { isMetadata(address) || egress.isInternal(address) }

  private func isReachedFromOutside(_ address: IPAddress, _ server: IPAddress) -> Bool {
    egress.isInternal(address) && address != server && !egress.isInternal(server)
  }

  private func finding(_ call: ToolCall, _ mention: URLMention, _ severity: Severity, _ why: String) -> Finding {
    Self.about.finding(
      "\(call.tool) is sent to \(UntrustedText(mention.host))", severity: severity,
      confidence: severity == .low ? 0.3 : 0.8,
      subject: FindingSubject(
        client: call.flow.client.address, server: call.flow.server, tool: call.tool,
        destination: UntrustedText(mention.host)),
      key: "argument", flow: call.flow, extent: call.extent, evidence: Evidence(call.provenance, call.evidence),
      explanation: """
        An argument of \(call.tool) at \(call.flow.server) is a URL of \(own: why): \(UntrustedText(mention.scheme))://\
        \(UntrustedText(mention.rest)). A server that follows it reaches what the client cannot.
        """)
  }

  private func finding(
    _ exchange: HTTPExchange, _ extent: Extent, _ mention: URLMention, _ severity: Severity, _ why: String
  ) -> Finding {
    Self.about.finding(
      "\(exchange.flow.server) redirects to \(UntrustedText(mention.host))", severity: severity, confidence: 0.7,
      subject: FindingSubject(
        client: exchange.flow.client.address, server: exchange.flow.server, destination: UntrustedText(mention.host)),
      key: "redirect", flow: exchange.flow, extent: extent,
      evidence: Evidence(Provenance(flow: exchange.flow.id, extent: extent)),
      explanation: """
        A redirect of \(exchange.flow.server) points at \(own: why): \(UntrustedText(mention.scheme))://\
        \(UntrustedText(String(mention.rest.prefix { $0 != "?" }))).
        """)
  }
}
