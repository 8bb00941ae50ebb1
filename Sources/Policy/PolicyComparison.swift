package import TrafficModel

/// What is new, what is gone, and what a policy forbids.
package enum PolicyComparison {
  package enum Kind: String, CaseIterable, Sendable {
    /// Not seen in the earlier period.
    case new
    /// Seen in the earlier period only.
    case gone
    /// Not allowed by the policy.
    case forbidden
  }

  package enum Subject: String, Sendable {
    /// An MCP server that somebody used.
    case server
    /// An MCP server that a client used.
    case use
    /// What the machine of an MCP server reached.
    case egress
  }

  package struct Difference: Hashable, Sendable {
    package var kind: Kind
    package var subject: Subject
    package var machine: IPAddress
    /// The name that a policy has for the machine.
    package var policyName: String?
    package var target: UntrustedText
    package var port: UInt16
    package var transport: TransportProtocol
    package var flows: UInt64
    package var bytesSent: UInt64
    package var first: Timestamp
    package var last: Timestamp
  }

  /// - Parameters:
  ///   - before: nil where there is no earlier period.
  ///   - policy: an empty one forbids nothing.
  /// - Returns: forbidden ones first, then new, then gone; by machine and target within.
  package static func differences(
    before: ObservedTraffic?, now: ObservedTraffic, policy: EgressPolicy
  ) -> [Difference] {
    var found: [Difference] = forbidden(now, policy)
    if let before {
      for subject in [Subject.use, .egress] {
        let (earlier, later) = (table(subject, before, now, policy), table(subject, now, before, policy))
        found += later.filter { earlier[$0.key] == nil }.map { difference(.new, subject, $0, now, policy) }
        found += earlier.filter { later[$0.key] == nil }.map { difference(.gone, subject, $0, before, policy) }
      }
    }
    return found.sorted { key($0) < key($1) }
  }

  /// What is compared: uses of MCP servers, and what machines that serve MCP in either period reached.
  private static func table(
    _ subject: Subject, _ traffic: ObservedTraffic, _ other: ObservedTraffic, _ policy: EgressPolicy
  ) -> [ObservedTraffic.Contact: ObservedTraffic.Use] {
    guard subject == .egress else { return traffic.sessions }
    let machines = Set((Array(traffic.servers.keys) + Array(other.servers.keys)).map(\.address))
    return traffic.contacts.filter { contact, use in
      (machines.contains(contact.machine) || policy.server(opening: contact.machine) != nil)
        && use.destination.address != contact.machine && traffic.servers[use.destination] == nil
    }
  }

  private static func forbidden(_ now: ObservedTraffic, _ policy: EgressPolicy) -> [Difference] {
    guard !policy.isEmpty else { return [] }
    var found: [Difference] = []
    for (contact, use) in now.sessions {
      let names = use.name.map { [$0] } ?? []
      let identity = now.servers[use.destination]
      if !policy.servers.isEmpty,
        policy.server(at: use.destination, host: identity?.host, implementation: identity?.implementation) == nil
      {
        found.append(difference(.forbidden, .server, (contact, use), now, policy))
      }
      if let client = policy.client(at: contact.machine),
        client.permission(for: use.destination, names: names, contact.transport) == nil
      {
        found.append(difference(.forbidden, .use, (contact, use), now, policy))
      }
    }
    for (contact, use) in now.contacts where use.destination.address != contact.machine {
      guard let server = now.server(contact.machine, in: policy), contact.port != 123,
        server.permission(for: use.destination, names: use.name.map { [$0] } ?? [], contact.transport) == nil
      else { continue }
      found.append(difference(.forbidden, .egress, (contact, use), now, policy))
    }
    return found
  }

  private static func difference(
    _ kind: Kind, _ subject: Subject, _ item: (key: ObservedTraffic.Contact, value: ObservedTraffic.Use),
    _ traffic: ObservedTraffic, _ policy: EgressPolicy
  ) -> Difference {
    let machine = item.key.machine
    let name = subject == .egress ? traffic.server(machine, in: policy)?.name : policy.client(at: machine)?.name
    return Difference(
      kind: kind, subject: subject, machine: machine, policyName: name, target: item.key.target, port: item.key.port,
      transport: item.key.transport, flows: item.value.flows, bytesSent: item.value.bytesSent, first: item.value.first,
      last: item.value.last)
  }

  private static func key(_ difference: Difference) -> (Int, String, IPAddress, String, UInt16, String) {
    let order = [Kind.forbidden: 0, .new: 1, .gone: 2]
    return (
      order[difference.kind] ?? 3, difference.subject.rawValue, difference.machine,
      difference.target.rawTextForMatchingAndStorage, difference.port, "\(difference.transport)"
    )
  }
}
