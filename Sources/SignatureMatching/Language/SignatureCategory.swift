/// The log sources that Egret offers to signatures, all under `product: mcp`.
package enum SignatureCategory: String, CaseIterable, Sendable {
  /// Any JSON-RPC message but a tool call.
  case message = "mcp_message"
  /// One tool as a server declared it.
  case toolDefinition = "mcp_tool_definition"
  /// A tool call by what was asked.
  case toolCall = "mcp_tool_call"
  /// A tool call by what was answered.
  case toolResult = "mcp_tool_result"
  /// One HTTP exchange: credentials, OAuth, headers.
  case authentication = "mcp_auth"
  case session = "mcp_session"
  /// One transport conversation.
  case flow = "mcp_flow"
  case dns = "dns_query"
  /// What another detector found.
  case finding = "mcp_finding"
}
