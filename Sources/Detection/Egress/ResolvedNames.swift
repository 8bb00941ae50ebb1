import TrafficModel

/// Names that DNS gave for addresses, as far as seen.
struct ResolvedNames: Sendable {
  private static let addresses = 16_384
  private static let namesEach = 8

  private var table = RecentTable<IPAddress, [String]>(limit: Self.addresses)
  /// All names in it.
  private var known: Set<String> = []

  mutating func learn(_ exchange: DNSExchange) {
    guard exchange.status == .answered else { return }
    let name = HostName.bare(exchange.name.rawTextForMatchingAndStorage)
    for answer in exchange.answers {
      guard case .address(let address) = answer.value else { continue }
      let names = table[address] ?? []
      guard !names.contains(name), names.count < Self.namesEach else { continue }
      let count = table.count
      table[address] = names + [name]
      // Others made room: their names are forgotten with them.
      if names.isEmpty, table.count <= count { known = Set(table.values.joined()) }
      known.insert(name)
    }
  }

  func names(of address: IPAddress) -> [String] { table.peek(address) ?? [] }

  /// Whether DNS gave addresses for `name`, and not this one.
  func isElsewhere(_ name: String, than address: IPAddress) -> Bool {
    known.contains(name) && !names(of: address).contains(name)
  }
}
