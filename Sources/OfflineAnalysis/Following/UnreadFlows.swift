import TLSDecryption
import TrafficModel

/// Flows that ended unread for want of a key, while the ring may still hold their frames.
///
/// Bounded: beyond `limit` the oldest is forgotten.
struct UnreadFlows {
  /// One of them, and the names that its secrets have in key logs.
  struct Flow {
    var flow: FlowReference
    var extent: Extent
    var clientRandoms: [[UInt8]]
  }

  /// Flows that wait for a key, and flows whose handshakes are remembered until they end. About 300 bytes each.
  static let limit = 8_192

  private var clientRandoms: [FlowID: [[UInt8]]] = [:]
  private var waiting: [Flow] = []
  /// Sessions that were stated: what is read later of them must not take their place.
  private(set) var statedSessions: Set<RecordID> = []
  /// Something has come since openable flows were last asked for.
  private var hasNews = false

  mutating func note(_ event: TrafficEvent) {
    switch event {
    case .tls(let handshake) where handshake.value.decryption == .noKey && !handshake.value.clientRandom.isEmpty:
      guard clientRandoms.count < Self.limit else { return }
      clientRandoms[handshake.value.flow.id, default: []].append(handshake.value.clientRandom)
    case .flow(let summary): end(summary.value)
    case .session(let session):
      if statedSessions.count >= Self.limit { statedSessions.removeAll() }
      statedSessions.insert(session.value.session.id)
    default: break
    }
  }

  private mutating func end(_ summary: FlowSummary) {
    guard let randoms = clientRandoms.removeValue(forKey: summary.flow.id), summary.decryption == .noKey else { return }
    waiting.append(Flow(flow: summary.flow, extent: summary.extent, clientRandoms: randoms))
    if waiting.count > Self.limit { waiting.removeFirst(waiting.count - Self.limit) }
    hasNews = true
  }

  /// Takes out the flows whose secrets have come, in the order in which they ended.
  /// - Parameter isChanged: whether secrets were added since this was last asked.
  mutating func takeOpenable(_ secrets: SecretStore, isChanged: Bool) -> [Flow] {
    guard isChanged || hasNews, !waiting.isEmpty else { return [] }
    hasNews = false
    var openable: [Flow] = []
    waiting.removeAll { flow in
      guard flow.clientRandoms.contains(where: { secrets.knows(clientRandom: $0) }) else { return false }
      openable.append(flow)
      return true
    }
    return openable
  }
}
