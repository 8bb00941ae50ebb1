import ByteParsing
import TrafficModel

/// Tunnels: the inner datagrams are what flows are made of; the outer ones are only noted.
extension FrameDecoder {
  /// Layers that stand where an IP header would.
  static func linkTunnel(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, etherType: EtherType, tunnels: TunnelPath
  ) -> DecodedFrame {
    .undecoded(.notIP)
  }

  /// IP protocols that carry other datagrams.
  static func networkTunnel(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, protocolNumber: UInt8, facts: NetworkFacts
  ) -> DecodedFrame {
    .undecoded(.otherProtocol)
  }

  /// UDP ports that carry other datagrams; nil when this is an ordinary datagram.
  static func datagramTunnel(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, header: UDPHeader, facts: NetworkFacts
  ) -> DecodedFrame? {
    nil
  }
}
