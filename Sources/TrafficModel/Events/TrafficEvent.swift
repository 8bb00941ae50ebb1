/// Everything the analyzer can state. Stores, reports and detectors switch over it exhaustively.
///
/// Indirect: facts are large, and an event is moved through several queues.
package indirect enum TrafficEvent: Hashable, Sendable {
  case flow(FlowSummary)
  case http(HTTPExchange)
  case session(MCPSession)
  case toolCall(ToolCall)
  case message(MCPMessage)
  case toolDefinition(ToolDefinition)
  case tls(TLSHandshake)
  case dns(DNSExchange)
  case anomaly(Anomaly)
  case statistics(AnalysisStatistics)
  case finding(Finding)

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
