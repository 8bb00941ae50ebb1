import DNSDissection
import HTTPDissection
import TLSDecryption
import TrafficModel

/// Which protocol the first bytes of one direction are. Content decides, never the port.
enum ProtocolProbe {
  enum Verdict {
    case http1, http2, tls, dns
    /// More bytes are needed.
    case unsure
    /// None that we know.
    case opaque
  }

  static func examine(_ bytes: RawSpan, _ direction: Direction, isMidstream: Bool) -> Verdict {
    let http1 = HTTP1Probe.examine(bytes, isMidstream: isMidstream)
    if case .certain = http1 { return .http1 }
    let http2 = HTTP2Probe.examine(bytes, direction, isMidstream: isMidstream)
    if http2 == .certain { return .http2 }
    let tls = TLSProbe.verdict(on: bytes)
    if tls == .certain { return .tls }
    let dns = DNSProbe.examine(bytes)
    if dns == .certain { return .dns }
    let isOpen = http1 == .unsure || http2 == .unsure || tls == .unsure || dns == .unsure
    return isOpen ? .unsure : .opaque
  }
}
