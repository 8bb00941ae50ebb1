import AnalysisPipeline
import EvidenceStore
import TrafficModel

/// Finds the flows of a selection among the facts of an analysis.
final class FlowFinder: EventSink {
  /// One flow that is wanted.
  struct Found {
    var flow: FlowReference
    var start: Timestamp
    var end: Timestamp
    /// Whether it was encrypted, and read.
    var decryption: TLSHandshake.Decryption?
    var clientRandoms: [[UInt8]]
  }

  /// Flows kept; more are counted in `refused`.
  static let limit = 1 << 20

  private let selection: FlowSelection
  private var candidates: [FlowSummary] = []
  private var sessionNames: [FlowID: Set<String>] = [:]
  private var clientRandoms: [FlowID: [[UInt8]]] = [:]
  private(set) var refused = 0

  init(_ selection: FlowSelection) { self.selection = selection }

  /// In the order in which they began.
  var found: [Found] {
    candidates.filter { selection.includes($0, sessionNames: sessionNames[$0.flow.id] ?? []) }
      .sorted { ($0.extent.start, $0.flow.id.rawValue) < ($1.extent.start, $1.flow.id.rawValue) }
      .map { flow in
        Found(
          flow: flow.flow, start: flow.extent.start, end: flow.extent.end, decryption: flow.decryption,
          clientRandoms: clientRandoms[flow.flow.id] ?? [])
      }
  }

  func emit(_ event: TrafficEvent) {
    switch event {
    case .flow(let flow): take(flow.value)
    case .tls(let handshake): clientRandoms[handshake.value.flow.id, default: []].append(handshake.value.clientRandom)
    case .session(let session): note(session.value.session, in: session.value.flow)
    case .toolCall(let call): note(call.value.session, in: call.value.flow)
    case .message(let message): note(message.value.session, in: message.value.flow)
    default: break
    }
  }

  private func take(_ flow: FlowSummary) {
    // What the selection says of flows alone is decided at once, so that most are not kept.
    var alone = selection
    alone.sessions = []
    guard alone.includes(flow, sessionNames: []) else {
      clientRandoms[flow.flow.id] = nil
      return
    }
    guard candidates.count < Self.limit else { return refused += 1 }
    candidates.append(flow)
  }

  private func note(_ session: SessionReference, in flow: FlowReference) {
    let name = "\(RecordName(.session, session.id))"
    if selection.sessions.contains(name) { sessionNames[flow.id, default: []].insert(name) }
  }
}
