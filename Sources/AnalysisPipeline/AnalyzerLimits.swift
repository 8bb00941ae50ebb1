package import FlowTracking
package import HTTPDissection
package import MCPDissection

/// All bounds of one analyzer. Injected, never global.
package struct AnalyzerLimits: Sendable {
  package var flow = FlowLimits()
  package var http = HTTPLimits()
  package var http2 = HTTP2Limits()
  package var mcp = MCPLimits()
  /// Bytes of one flow held while it is not clear which protocol they are. No protocol we know needs more than its first
  /// line or record.
  package var probeBytes = 4_096

  package init() {}
}
