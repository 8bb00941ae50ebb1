import TrafficModel

/// Names that DNS gave for addresses, as far as seen.
struct ResolvedNames: Sendable {
  private static let addresses = 16_384
  private static let namesEach = 8

  private var table: [IPAddress: [String]] = [:]
  /// All names in it.
  private var known: Set<String> = []

  mutating func learn(_ exchange: DNSExchange) {
    guard exchange.status == .answered else { return }
    let name = HostName.bare(exchange.name.rawTextForMatchingAndStorage)
    for answer in exchange.answers {
      guard case .address(let address) = answer.value else { continue }
      var names = table[address] ?? []
      guard !names.contains(name), names.count < Self.namesEach, !names.isEmpty || table.count < Self.addresses else {
        continue
      }
      names.append(name)
      table[address] = names
      known.insert(name)
    }
  }

  func names(of address: IPAddress) -> [String] { table[address] ?? [] }

  /// Whether DNS gave addresses for `name`, and not this one.
  func isElsewhere(_ name: String, than address: IPAddress) -> Bool {
    known.contains(name) && !names(of: address).contains(name)
  }
}
