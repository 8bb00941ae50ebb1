import HTTPDissection
import TrafficModel

/// Which protocol the first bytes of one direction are. Content decides, never the port.
enum ProtocolProbe {
  enum Verdict {
    case http1, http2
    /// More bytes are needed.
    case unsure
    /// None that we know.
    case opaque
  }

  static func examine(_ bytes: RawSpan, _ direction: Direction, isMidstream: Bool) -> Verdict {
    switch HTTP1Probe.examine(bytes, isMidstream: isMidstream) {
    case .certain: return .http1
    case .unsure: return .unsure
    case .notMine: return .opaque
    }
  }
}
