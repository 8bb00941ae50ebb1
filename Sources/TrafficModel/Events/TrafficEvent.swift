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

  package enum Kind: UInt8, CaseIterable, Sendable {
    case flow, http, session, toolCall, message, toolDefinition, anomaly, statistics, tls, dns
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
    }
  }
}
