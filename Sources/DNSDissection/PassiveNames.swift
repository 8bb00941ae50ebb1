package import TrafficModel

/// Which name an address was resolved from, as seen by each client. Bounded; runs on capture time.
///
/// Two generations hold what was learned: when the younger is full, it becomes the older and what was in that is forgotten.
package struct PassiveNames {
  package struct Limits: Hashable, Sendable {
    /// Addresses known at once, over all clients.
    package var entries = 65_536
    /// Clients keep connecting to an address for a while after its time to live has passed.
    package var leastLifetime: Int64 = 300_000_000_000
    package var mostLifetime: Int64 = 86_400_000_000_000

    package init() {}
  }

  private struct Key: Hashable {
    /// Who resolved; nil where a whole link heard the answer.
    var client: IPAddress?
    var address: IPAddress
  }

  private struct Entry {
    var name: UntrustedText
    var until: Timestamp
  }

  private let limits: Limits
  private var younger: [Key: Entry] = [:]
  private var older: [Key: Entry] = [:]

  package init(limits: Limits) { self.limits = limits }

  package var count: Int { younger.count + older.count }
  package var isEmpty: Bool { younger.isEmpty && older.isEmpty }

  /// The name that `client` resolved to `address` before `time`.
  package func name(of address: IPAddress, for client: IPAddress, at time: Timestamp) -> UntrustedText? {
    guard !isEmpty else { return nil }
    return entry(Key(client: client, address: address), time) ?? entry(Key(client: nil, address: address), time)
  }

  /// Takes the addresses that an answer gives for the name asked, through aliases. Records about other names in the same
  /// answer teach nothing: a client that asked for one name does not believe them either.
  package mutating func learn(from exchange: DNSExchange) {
    guard exchange.answerTeaches else { return }
    let client = exchange.isMulticast ? nil : exchange.flow.client.address
    var names: Set<UntrustedText> = [DNSName.folded(exchange.name)]
    for answer in exchange.answers where exchange.isMulticast || names.contains(DNSName.folded(answer.name)) {
      // On a link nobody asked: each record speaks for its own name, and for none outside the link's domain.
      let name = DNSName.folded(exchange.isMulticast ? answer.name : exchange.name)
      if exchange.isMulticast, !name.rawTextForMatchingAndStorage.hasSuffix(".local") { continue }
      switch answer.value {
      case .address(let address): learn(address, Key(client: client, address: address), name, answer, exchange)
      case .name(let target) where answer.type == .cname: names.insert(DNSName.folded(target))
      case .serviceBinding(let binding):
        names.insert(DNSName.folded(binding.target))
        for address in binding.addressHints {
          learn(address, Key(client: client, address: address), name, answer, exchange)
        }
      default: break
      }
    }
  }

  private mutating func learn(
    _ address: IPAddress, _ key: Key, _ name: UntrustedText, _ answer: DNSAnswer, _ exchange: DNSExchange
  ) {
    let lifetime = min(max(Int64(answer.timeToLive) * 1_000_000_000, limits.leastLifetime), limits.mostLifetime)
    let until = exchange.extent.end.advanced(byNanoseconds: lifetime)
    if younger.count >= max(1, limits.entries / 2), younger[key] == nil {
      older = younger
      younger = [:]
    }
    older[key] = nil
    younger[key] = Entry(name: name, until: until)
  }

  private func entry(_ key: Key, _ time: Timestamp) -> UntrustedText? {
    guard let entry = younger[key] ?? older[key], time <= entry.until else { return nil }
    return entry.name
  }
}

extension DNSExchange {
  /// Answers that clients believe: the one that was asked for, and announcements under the link's own domain.
  fileprivate var answerTeaches: Bool {
    guard responseCode == .noError, classNumber == 1 else { return false }
    switch status {
    case .answered: return true
    case .unasked: return isMulticast
    case .unanswered, .asked: return false
    }
  }
}
