import ByteParsing
import TrafficModel

/// Tunnels: the inner datagrams are what flows are made of; the outer ones are only noted.
///
/// Each layer looked through lengthens the path, which has a limit, so nesting is bounded.
extension FrameDecoder {
  /// Layers that stand where an IP header would.
  static func linkTunnel(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, etherType: EtherType, tunnels: TunnelPath
  ) -> DecodedFrame {
    var cursor = ByteCursor(bytes)
    do throws(DecodeError) {
      try cursor.skip(offset)
      switch etherType {
      case .mplsUnicast, .mplsMulticast:
        let stack = try MPLSLabelStack(parsing: &cursor)
        return inner(bytes, at: cursor.offset, wireEnd: wireEnd, etherType: stack.etherType, tunnels, .mpls)
      case .pppoeSession:
        let header = try PPPHeader(session: &cursor)
        let end = min(wireEnd, offset &+ 6 &+ (header.sessionLength ?? 0))
        let clipped = bytes.byteCount > end ? bytes.extracting(0..<end) : bytes
        return inner(clipped, at: cursor.offset, wireEnd: end, etherType: header.etherType, tunnels, .pppoe)
      case .ppp:
        let header = try PPPHeader(parsing: &cursor)
        return network(bytes, at: cursor.offset, wireEnd: wireEnd, etherType: header.etherType, tunnels: tunnels)
      case .transparentEthernet:
        let header = try LinkHeader(ethernet: &cursor)
        // Ethernet in Ethernet without a tunnel between could nest as deep as the frame is long.
        guard header.etherType != .transparentEthernet else { return .undecoded(.notIP) }
        return network(bytes, at: cursor.offset, wireEnd: wireEnd, etherType: header.etherType, tunnels: tunnels)
      default:
        return .undecoded(.notIP)
      }
    } catch {
      return .undecoded(UndecodedReason(tunnel: error))
    }
  }

  /// IP protocols that carry other datagrams.
  static func networkTunnel(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, protocolNumber: UInt8, facts: NetworkFacts
  ) -> DecodedFrame {
    let tunnels = facts.tunnels
    switch protocolNumber {
    case 4: return inner(bytes, at: offset, wireEnd: wireEnd, etherType: .ipv4, tunnels, .ipip)
    case 41: return inner(bytes, at: offset, wireEnd: wireEnd, etherType: .ipv6, tunnels, .ipip)
    case 47: return routingEncapsulation(bytes, at: offset, wireEnd: wireEnd, tunnels: tunnels)
    case 137: return linkTunnel(bytes, at: offset, wireEnd: wireEnd, etherType: .mplsUnicast, tunnels: tunnels)
    default: return .undecoded(.otherProtocol)
    }
  }

  /// UDP ports that carry other datagrams; nil when this is an ordinary datagram, or does not look like a tunnel's.
  static func datagramTunnel(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, header: UDPHeader, facts: NetworkFacts
  ) -> DecodedFrame? {
    let tunnels = facts.tunnels
    var cursor = ByteCursor(bytes)
    do throws(DecodeError) {
      try cursor.skip(offset)
      let decoded: DecodedFrame
      switch header.destinationPort {
      case VXLANHeader.port, VXLANHeader.olderPort:
        _ = try VXLANHeader(parsing: &cursor)
        decoded = inner(
          bytes, at: cursor.offset, wireEnd: wireEnd, etherType: .transparentEthernet, tunnels, .vxlan)
      case GeneveHeader.port:
        let etherType = try GeneveHeader(parsing: &cursor).etherType
        decoded = inner(bytes, at: cursor.offset, wireEnd: wireEnd, etherType: etherType, tunnels, .geneve)
      case GTPHeader.port:
        _ = try GTPHeader(parsing: &cursor)
        var ahead = cursor
        let etherType = EtherType(firstByte: try ahead.readUInt8())
        decoded = inner(bytes, at: cursor.offset, wireEnd: wireEnd, etherType: etherType, tunnels, .gtp)
      default:
        return nil
      }
      // A port alone proves nothing: what makes no sense inside is a datagram of some other protocol.
      if case .undecoded(let reason) = decoded, reason.speaksAgainstTunnel { return nil }
      return decoded
    } catch {
      return nil
    }
  }

  private static func routingEncapsulation(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, tunnels: TunnelPath
  ) -> DecodedFrame {
    var cursor = ByteCursor(bytes)
    do throws(DecodeError) {
      try cursor.skip(offset)
      let header = try GREHeader(parsing: &cursor)
      switch header.etherType {
      case .erspan, .erspan3:
        _ = try ERSPANHeader(after: header, parsing: &cursor)
        return inner(bytes, at: cursor.offset, wireEnd: wireEnd, etherType: .transparentEthernet, tunnels, .erspan)
      default:
        return inner(bytes, at: cursor.offset, wireEnd: wireEnd, etherType: header.etherType, tunnels, .gre)
      }
    } catch {
      return .undecoded(UndecodedReason(tunnel: error))
    }
  }

  private static func inner(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, etherType: EtherType, _ tunnels: TunnelPath, _ kind: TunnelKind
  ) -> DecodedFrame {
    guard let path = tunnels.appending(kind) else { return .undecoded(.tunnelDepth) }
    return network(bytes, at: offset, wireEnd: wireEnd, etherType: etherType, tunnels: path)
  }
}

extension UndecodedReason {
  /// Malformed beginnings, other than what a snap length does and what Ethernet may well carry.
  fileprivate var speaksAgainstTunnel: Bool {
    switch self {
    case .linkMalformed, .networkMalformed, .tunnelMalformed: true
    default: false
    }
  }
}
