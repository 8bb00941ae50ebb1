/// Everything the analyzer can state. Stores, reports and detectors switch over it exhaustively.
///
/// An event is one reference: facts are large, and an event is moved through several queues.
package enum TrafficEvent: Hashable, Sendable {
  case flow(Fact<FlowSummary>)
  case http(Fact<HTTPExchange>)
  case session(Fact<MCPSession>)
  case toolCall(Fact<ToolCall>)
  case message(Fact<MCPMessage>)
  case toolDefinition(Fact<ToolDefinition>)
  case tls(Fact<TLSHandshake>)
  case dns(Fact<DNSExchange>)
  case anomaly(Fact<Anomaly>)
  case statistics(Fact<AnalysisStatistics>)
  case finding(Fact<Finding>)

  package enum Kind: UInt8, CaseIterable, Sendable {
    case flow, http, session, toolCall, message, toolDefinition, anomaly, statistics, tls, dns, finding
  }

  /// Several kinds.
  package struct Kinds: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package init(_ kind: Kind) { rawValue = 1 << UInt32(kind.rawValue) }

    package static let flow = Kinds(.flow)
    package static let http = Kinds(.http)
    package static let session = Kinds(.session)
    package static let toolCall = Kinds(.toolCall)
    package static let message = Kinds(.message)
    package static let toolDefinition = Kinds(.toolDefinition)
    package static let tls = Kinds(.tls)
    package static let dns = Kinds(.dns)
    package static let anomaly = Kinds(.anomaly)
    package static let statistics = Kinds(.statistics)
    package static let finding = Kinds(.finding)
  }

  package var kind: Kind {
    switch self {
    case .flow: .flow
    case .http: .http
    case .session: .session
    case .toolCall: .toolCall
    case .message: .message
    case .toolDefinition: .toolDefinition
    case .tls: .tls
    case .dns: .dns
    case .anomaly: .anomaly
    case .statistics: .statistics
    case .finding: .finding
    }
  }
}

/// Events by the facts themselves.
extension TrafficEvent {
  package static func flow(_ fact: consuming FlowSummary) -> TrafficEvent { .flow(Fact(fact)) }
  package static func http(_ fact: consuming HTTPExchange) -> TrafficEvent { .http(Fact(fact)) }
  package static func session(_ fact: consuming MCPSession) -> TrafficEvent { .session(Fact(fact)) }
  package static func toolCall(_ fact: consuming ToolCall) -> TrafficEvent { .toolCall(Fact(fact)) }
  package static func message(_ fact: consuming MCPMessage) -> TrafficEvent { .message(Fact(fact)) }
  package static func toolDefinition(_ fact: consuming ToolDefinition) -> TrafficEvent { .toolDefinition(Fact(fact)) }
  package static func tls(_ fact: consuming TLSHandshake) -> TrafficEvent { .tls(Fact(fact)) }
  package static func dns(_ fact: consuming DNSExchange) -> TrafficEvent { .dns(Fact(fact)) }
  package static func anomaly(_ fact: consuming Anomaly) -> TrafficEvent { .anomaly(Fact(fact)) }
  package static func statistics(_ fact: consuming AnalysisStatistics) -> TrafficEvent { .statistics(Fact(fact)) }
  package static func finding(_ fact: consuming Finding) -> TrafficEvent { .finding(Fact(fact)) }
}
