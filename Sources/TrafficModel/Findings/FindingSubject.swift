/// Whom a finding is about, as far as it matters to tell one fact from another.
package struct FindingSubject: Hashable, Sendable {
  package var client: IPAddress?
  package var server: Endpoint?
  /// The tool in question.
  package var tool: UntrustedText?
  /// Where data went or who was asked for: a host name, a domain, an address in an argument.
  package var destination: UntrustedText?

  package init(
    client: IPAddress? = nil, server: Endpoint? = nil, tool: UntrustedText? = nil, destination: UntrustedText? = nil
  ) {
    self.client = client
    self.server = server
    self.tool = tool
    self.destination = destination
  }

  /// Equal in every run; peer text is in it only as a fingerprint.
  package var key: String {
    var parts: [String] = []
    if let client { parts.append(client.description) }
    if let server { parts.append(server.description) }
    if let tool { parts.append("tool=" + tool.fingerprint) }
    if let destination { parts.append("to=" + destination.fingerprint) }
    return parts.isEmpty ? "-" : parts.joined(separator: " ")
  }
}

extension UntrustedText {
  /// Equal in every run and safe to print; for keys and joins, not for security.
  package var fingerprint: String {
    var hash = StableHash()
    hash.combine(rawTextForMatchingAndStorage)
    return String(hash.value, radix: 16)
  }
}
