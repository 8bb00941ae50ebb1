package import TrafficModel

/// Turns events into findings, one event at a time.
///
/// A detector is a value with bounded memory. It learns the time only from events and `advance`, and never looks beneath
/// events. Facts arrive when they are complete: a flow after the calls it carried, a call after its answer. So what an event
/// says of time is in the event, not in the order of arrival.
///
/// There is one `observe` for each kind of event, and a detector implements those of its `interest`. The fact is lent, not
/// copied: facts are large, and many detectors look at each. Findings may be told as often as the fact is seen: the ledger
/// knows them by their key.
package protocol Detector: Sendable {
  static var about: DetectorDescription { get }
  /// What else it claims, under other ids.
  static var others: [DetectorDescription] { get }
  /// The events it wants; it is not called for others. `.finding` gives it what other detectors claim.
  static var interest: TrafficEvent.Kinds { get }

  mutating func observe(_ flow: FlowSummary, findings: inout [Finding])
  mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding])
  mutating func observe(_ session: MCPSession, findings: inout [Finding])
  mutating func observe(_ call: ToolCall, findings: inout [Finding])
  mutating func observe(_ message: MCPMessage, findings: inout [Finding])
  mutating func observe(_ definition: ToolDefinition, findings: inout [Finding])
  mutating func observe(_ handshake: TLSHandshake, findings: inout [Finding])
  mutating func observe(_ exchange: DNSExchange, findings: inout [Finding])
  mutating func observe(_ anomaly: Anomaly, findings: inout [Finding])
  mutating func observe(_ finding: Finding, findings: inout [Finding])

  /// In place of `observe(_:findings:)` for who looks into the texts of a call or message: each text that it asks `reading`
  /// for is read once for all.
  mutating func observe(_ call: ToolCall, reading: ExcerptReader, findings: inout [Finding])
  mutating func observe(_ message: MCPMessage, reading: ExcerptReader, findings: inout [Finding])

  /// A client or server is known to speak MCP from now on; just before the event that shows it, whatever its kind.
  mutating func meet(_ speaker: Speaker, findings: inout [Finding])
  /// Capture time has reached `now`; called every few seconds of it. For detectors that judge windows or silence.
  mutating func advance(to now: Timestamp, findings: inout [Finding])
  /// What this host's audit logs have told while a capture is followed.
  mutating func observe(_ sightings: HostSightings, findings: inout [Finding])
  /// What an earlier analysis knew; before all events, and no occasion to claim anything.
  mutating func recall(_ memory: Recollection)
  /// Nothing more comes.
  mutating func finish(findings: inout [Finding])

  /// Any event. Only an `EventDetector` implements it: it is handed whole events.
  mutating func observe(_ event: TrafficEvent, reading: ExcerptReader, findings: inout [Finding])
}

/// A detector that treats all kinds of events alike, as rules over fields do.
package protocol EventDetector: Detector {}

extension Detector {
  package static var others: [DetectorDescription] { [] }

  package mutating func observe(_ flow: FlowSummary, findings: inout [Finding]) {}
  package mutating func observe(_ exchange: HTTPExchange, findings: inout [Finding]) {}
  package mutating func observe(_ session: MCPSession, findings: inout [Finding]) {}
  package mutating func observe(_ call: ToolCall, findings: inout [Finding]) {}
  package mutating func observe(_ message: MCPMessage, findings: inout [Finding]) {}
  package mutating func observe(_ definition: ToolDefinition, findings: inout [Finding]) {}
  package mutating func observe(_ handshake: TLSHandshake, findings: inout [Finding]) {}
  package mutating func observe(_ exchange: DNSExchange, findings: inout [Finding]) {}
  package mutating func observe(_ anomaly: Anomaly, findings: inout [Finding]) {}
  package mutating func observe(_ finding: Finding, findings: inout [Finding]) {}
  package mutating func observe(_ call: ToolCall, reading: ExcerptReader, findings: inout [Finding]) {
    observe(call, findings: &findings)
  }
  package mutating func observe(_ message: MCPMessage, reading: ExcerptReader, findings: inout [Finding]) {
    observe(message, findings: &findings)
  }
  package mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {}
  package mutating func advance(to now: Timestamp, findings: inout [Finding]) {}
  package mutating func observe(_ sightings: HostSightings, findings: inout [Finding]) {}
  package mutating func recall(_ memory: Recollection) {}
  package mutating func finish(findings: inout [Finding]) {}

  package mutating func observe(_ event: TrafficEvent, reading: ExcerptReader, findings: inout [Finding]) {
    switch event {
    case .flow(let flow): observe(flow.value, findings: &findings)
    case .http(let exchange): observe(exchange.value, findings: &findings)
    case .session(let session): observe(session.value, findings: &findings)
    case .toolCall(let call): observe(call.value, reading: reading, findings: &findings)
    case .message(let message): observe(message.value, reading: reading, findings: &findings)
    case .toolDefinition(let definition): observe(definition.value, findings: &findings)
    case .tls(let handshake): observe(handshake.value, findings: &findings)
    case .dns(let exchange): observe(exchange.value, findings: &findings)
    case .anomaly(let anomaly): observe(anomaly.value, findings: &findings)
    case .finding(let finding): observe(finding.value, findings: &findings)
    case .statistics: break
    }
  }
}

extension Detector {
  /// What a detector by itself says to `event`, without a bank.
  package mutating func observe(_ event: TrafficEvent, findings: inout [Finding]) {
    observe(event, reading: ExcerptReader(), findings: &findings)
  }
}
