package import TrafficModel

/// What one frame holds. Trivial: ranges into the frame's bytes, nothing copied, nothing allocated.
package enum DecodedFrame: Sendable {
  case segment(TCPSegment)
  case datagram(UDPDatagram)
  case fragment(IPFragment)
  case undecoded(UndecodedReason)
}

/// What the IP layer says about a datagram, whatever it carries.
package struct NetworkFacts: Hashable, Sendable {
  package var source: IPAddress
  package var destination: IPAddress
  /// Bytes on the wire from the IP header on.
  package var wireLength: Int
  /// The IPv4 identification, or that of an IPv6 fragment; 0 when there is none.
  package var identification: UInt32
  package var isVersion6: Bool
  /// Frames that carried it: more than one when it was put together from fragments.
  package var frames: UInt16 = 1
  /// Tunnel layers outside this datagram.
  package var tunnels: TunnelPath
}

/// One TCP unit.
package struct TCPSegment: Sendable {
  package var network: NetworkFacts
  package var header: TCPHeader
  package var payload: PayloadRange

  package var source: Endpoint { Endpoint(network.source, header.sourcePort) }
  package var destination: Endpoint { Endpoint(network.destination, header.destinationPort) }
}

/// One UDP unit.
package struct UDPDatagram: Sendable {
  package var network: NetworkFacts
  package var header: UDPHeader
  package var payload: PayloadRange

  package var source: Endpoint { Endpoint(network.source, header.sourcePort) }
  package var destination: Endpoint { Endpoint(network.destination, header.destinationPort) }
}

/// One piece of an IP datagram that was cut on its way (RFC 791 §2.3, RFC 8200 §4.5).
package struct IPFragment: Sendable {
  package var network: NetworkFacts
  /// What the whole datagram carries: an IP protocol number or, for IPv6, possibly another extension header.
  package var protocolNumber: UInt8
  /// Position of `payload` in the payload of the whole datagram.
  package var position: Int
  package var hasMore: Bool
  package var payload: PayloadRange
}
