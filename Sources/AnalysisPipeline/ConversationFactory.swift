import DNSDissection
import FlowTracking
import HTTPDissection
import MCPDissection
import TLSDecryption
import TrafficModel

/// Gives every flow the conversation that reads it, and every fact its way to the sink.
final class ConversationFactory {
  let limits: AnalyzerLimits
  let events: EventTally
  /// What all TLS conversations share: secrets, and the account of what waits for them.
  let tls: TLSResources
  let mcp: MCPDissector
  let oauth: OAuthReader
  /// What addresses were resolved as, by whom.
  var names: PassiveNames
  private var looseAnomalies = AnomalyTally(flow: nil)

  init(
    limits: AnalyzerLimits, hasher: SecretHasher, verifier: (any TokenVerifying)?, secrets: SecretStore,
    sink: any EventSink
  ) {
    self.limits = limits
    names = PassiveNames(limits: limits.names)
    events = EventTally(sink)
    mcp = MCPDissector(limits: limits.mcp, hasher: hasher, verifier: verifier, observer: events)
    oauth = OAuthReader(hasher: hasher)
    tls = TLSResources(secrets: secrets, limits: limits.tls)
  }

  func tryNewSecrets(in flow: Flow) { conversation(of: flow)?.tryNewSecrets() }

  func state(_ event: TrafficEvent) { events.emit(event) }
}

extension ConversationFactory: FlowObserver {
  func flowBegan(_ flow: Flow, at moment: Moment) {
    let conversation = FlowConversation(flow, factory: self)
    let reference = flow.reference
    conversation.resolvedName = names.name(
      of: reference.server.address, for: reference.client.address, at: moment.time)
    flow.attachment = conversation
  }

  func receive(_ bytes: RawSpan, _ direction: Direction, at offset: StreamOffset, of flow: Flow, moment: Moment) {
    conversation(of: flow)?.receive(bytes, direction, moment: moment)
  }

  func gap(_ range: Range<StreamOffset>, _ direction: Direction, of flow: Flow, moment: Moment) {
    conversation(of: flow)?.gap(range.upperBound.rawValue &- range.lowerBound.rawValue, direction, moment: moment)
  }

  func streamEnded(_ direction: Direction, of flow: Flow, moment: Moment) {
    conversation(of: flow)?.streamEnded(direction, moment: moment)
  }

  func flowEnded(_ flow: Flow, state: FlowSummary.State, at moment: Moment) {
    conversation(of: flow)?.finish(state, moment: moment)
    flow.attachment = nil
  }

  func receiveDatagram(_ payload: RawSpan, _ direction: Direction, of flow: Flow, moment: Moment) {
    conversation(of: flow)?.receiveDatagram(payload, direction, moment: moment)
  }

  func anomaly(_ kind: Anomaly.Kind, of flow: Flow?, moment: Moment) {
    guard let flow else {
      if let first = looseAnomalies.note(kind, moment) { state(.anomaly(first)) }
      return
    }
    conversation(of: flow)?.anomaly(kind, moment: moment)
  }

  private func conversation(of flow: Flow) -> FlowConversation? {
    // Safe: `flowBegan` set it, and nobody else does.
    flow.attachment.map { unsafeDowncast($0, to: FlowConversation.self) }
  }
}
