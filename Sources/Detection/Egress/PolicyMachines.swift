import Policy
import TrafficModel

/// Which machine is which server of the policy: by its address, or by what was seen of it, namely the name that clients call
/// it by or the name it gives itself.
struct PolicyMachines: Sendable {
  private static let most = 16_384

  private let egress: EgressPolicy
  /// By index in the policy's servers.
  private var learnt = RecentTable<IPAddress, Int>(limit: Self.most)
  private let isAddressEnough: Bool

  init(_ egress: EgressPolicy) {
    self.egress = egress
    isAddressEnough = egress.servers.allSatisfy { $0.hosts.isEmpty && $0.implementations.isEmpty }
  }

  /// Takes note of a server that speaks MCP.
  mutating func learn(_ flow: FlowReference, _ session: SessionReference) {
    let machine = flow.server.address
    guard !isAddressEnough, learnt[machine] == nil else { return }
    let host = session.authority.map { HostName.bare($0.rawTextForMatchingAndStorage) }
    let implementation = session.server?.name.rawTextForMatchingAndStorage
    learnt[machine] = egress.servers.firstIndex {
      $0.describes(flow.server, host: host, implementation: implementation)
    }
  }

  /// The server whose own flows come from `address`.
  func server(opening address: IPAddress) -> ServerPolicy? {
    egress.server(opening: address) ?? learnt.peek(address).map { egress.servers[$0] }
  }
}
