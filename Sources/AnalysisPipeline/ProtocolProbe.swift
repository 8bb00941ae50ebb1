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
    /// Nothing decided while there was time: read it if there is a way to read the middle of it.
    case guess
  }

  static func examine(_ bytes: RawSpan, _ direction: Direction, isMidstream: Bool) -> Verdict {
    let http2 =
      isMidstream ? HTTP2Probe.examineMidstream(bytes, direction) : HTTP2Probe.examine(bytes, direction)
    if http2 == .certain { return .http2 }
    let http1 = HTTP1Probe.examine(bytes, direction)
    if http1 == .certain { return .http1 }
    if http2 == .unsure || http1 == .unsure { return .unsure }
    return isMidstream ? .guess : .opaque
  }
}
