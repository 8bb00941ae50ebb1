package import DNSDissection
package import FlowTracking
package import HTTPDissection
package import MCPDissection
package import QUICDissection
package import TLSDecryption

/// All bounds of one analyzer. Injected, never global.
package struct AnalyzerLimits: Sendable {
  package var flow = FlowLimits()
  package var http = HTTPLimits()
  package var http2 = HTTP2Limits()
  package var tls = TLSLimits()
  package var mcp = MCPLimits()
  package var dns = DNSLimits()
  package var quic = QUICLimits()
  package var names = PassiveNames.Limits()
  /// Bytes of one flow held while it is not clear which protocol they are. A flow seen from its start shows it in its
  /// first line or record; one picked up midstream may be inside a body.
  package var probeBytes = 4_096
  package var midstreamProbeBytes = HTTP1Probe.midstreamLimit

  package init() {}
}
