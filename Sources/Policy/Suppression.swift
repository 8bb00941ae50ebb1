package import TrafficModel

/// A decision to keep some findings from raising alarm: by whom, why, for what, until when.
package struct Suppression: Hashable, Sendable {
  /// What it applies to; a part left out applies to all.
  package struct Scope: Hashable, Sendable {
    package var servers: [IPNetwork] = []
    package var clients: [IPNetwork] = []
    package var hosts: [HostNamePattern] = []
    /// Exact names, or patterns with `*`.
    package var tools: [String] = []

    package init() {}
  }

  /// Ids of detectors or signatures, or patterns with `*` such as `BCN-*`.
  package var detectors: [String]
  package var scope: Scope
  package var reason: String
  package var author: String
  /// From this time on it no longer applies.
  package var expires: Timestamp
  package var line: Int

  package init(
    detectors: [String], scope: Scope, reason: String, author: String, expires: Timestamp, line: Int = 0
  ) {
    self.detectors = detectors
    self.scope = scope
    self.reason = reason
    self.author = author
    self.expires = expires
    self.line = line
  }

  /// Whether it silences a finding of `detector` about these, at `time`. What is not known is given as nil and is then
  /// covered only by a scope that leaves it out.
  package func applies(
    to detector: String, server: IPAddress?, client: IPAddress?, host: String?, tool: String?, at time: Timestamp
  ) -> Bool {
    guard time < expires, detectors.contains(where: { WildcardPattern($0).matches(detector) }) else { return false }
    func covers(_ networks: [IPNetwork], _ address: IPAddress?) -> Bool {
      networks.isEmpty || address.map { address in networks.contains { $0.contains(address) } } ?? false
    }
    guard covers(scope.servers, server), covers(scope.clients, client) else { return false }
    guard scope.hosts.isEmpty || host.map({ host in scope.hosts.contains { $0.matches(host) } }) ?? false else {
      return false
    }
    return scope.tools.isEmpty
      || tool.map { tool in scope.tools.contains { WildcardPattern($0).matches(tool) } } ?? false
  }
}
