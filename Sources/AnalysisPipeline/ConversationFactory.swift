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
  /// By the slots of the flow table. Counted by hand, from the beginning of a flow to its end: each piece of a stream would be
  /// counted twice otherwise.
  @exclusivity(unchecked) private var conversations: [Unmanaged<FlowConversation>?] = []
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

  deinit { for conversation in conversations { conversation?.release() } }

  func state(_ event: TrafficEvent) { events.emit(event) }
}

extension ConversationFactory {
  /// Reads what a flow table told, in its order.
  func take(_ steps: FlowSteps) {
    var beginnings = steps.beginnings.makeIterator()
    var endings = steps.endings.makeIterator()
    for step in steps.steps {
      switch step.event {
      case .began: if let reference = beginnings.next() { begin(reference, step) }
      case .ended: if let summary = endings.next() { end(summary, step) }
      case .clock: mcp.advance(to: step.moment.time)
      case .looseAnomaly(let kind):
        if let first = looseAnomalies.note(kind, step.moment) { state(.anomaly(first)) }
      default:
        guard step.slot < conversations.count, let conversation = conversations[step.slot] else { continue }
        conversation._withUnsafeGuaranteedRef {
          $0.stand(step.standing)
          $0.take(step, of: steps)
        }
      }
    }
  }

  /// Tries to open what TLS held in a flow for want of secrets.
  func tryNewSecrets(slot: Int, _ standing: FlowStanding) {
    guard slot < conversations.count, let conversation = conversations[slot]?.takeUnretainedValue() else { return }
    conversation.stand(standing)
    conversation.tryNewSecrets()
  }

  private func begin(_ reference: FlowReference, _ step: FlowSteps.Step) {
    let conversation = FlowConversation(reference, step.standing, factory: self)
    conversation.resolvedName = names.name(
      of: reference.server.address, for: reference.client.address, at: step.moment.time)
    while conversations.count <= step.slot { conversations.append(nil) }
    conversations[step.slot]?.release()
    conversations[step.slot] = Unmanaged.passRetained(conversation)
  }

  private func end(_ summary: FlowSummary, _ step: FlowSteps.Step) {
    guard let conversation = conversation(step) else { return }
    conversation.finish(summary, moment: step.moment)
    conversations[step.slot]?.release()
    conversations[step.slot] = nil
  }

  private func conversation(_ step: FlowSteps.Step) -> FlowConversation? {
    guard step.slot < conversations.count, let conversation = conversations[step.slot]?.takeUnretainedValue() else {
      return nil
    }
    conversation.stand(step.standing)
    return conversation
  }
}
