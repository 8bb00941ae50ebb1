import ByteParsing
package import TrafficModel

/// One frame to one TCP segment, UDP datagram or IP fragment, or a reason why not. Keeps nothing between frames.
///
/// Lengths on the wire come from the IP, UDP and TCP headers, never from the captured length: what a snap length cut off
/// is known to be missing, and Ethernet padding is not payload. Checksums are not verified, deliberately: offloading makes
/// them wrong on the sender's own captures.
package enum FrameDecoder {
  /// Decodes `frame`. Ranges in the result are offsets into it.
  ///
  /// - Parameter wireLength: bytes that were on the wire, in the capture's word. A header that claims more than this is
  ///   not believed.
  package static func decode(_ frame: RawSpan, linkType: LinkType, wireLength: Int) -> DecodedFrame {
    var cursor = ByteCursor(frame)
    let etherType: EtherType
    do throws(DecodeError) {
      etherType = try LinkHeader(linkType, parsing: &cursor).etherType
    } catch {
      return .undecoded(error.reason == .unsupported ? .linkType : UndecodedReason(link: error))
    }
    let wireEnd = max(wireLength, frame.byteCount)
    return network(frame, at: cursor.offset, wireEnd: wireEnd, etherType: etherType, tunnels: TunnelPath())
  }

  /// Decodes the payload of a datagram that was put together from fragments. Ranges in the result are offsets into it.
  ///
  /// - Parameter wireLength: payload bytes that were on the wire.
  package static func decode(
    reassembled payload: RawSpan, wireLength: Int, protocolNumber: UInt8, network facts: NetworkFacts
  ) -> DecodedFrame {
    var number = protocolNumber
    var cursor = ByteCursor(payload)
    if facts.isVersion6 {
      do throws(DecodeError) {
        number = try IPv6ExtensionHeaders(protocolNumber, parsing: &cursor).protocolNumber
      } catch {
        return .undecoded(UndecodedReason(network: error))
      }
    }
    return transport(
      payload, at: cursor.offset, wireEnd: max(wireLength, payload.byteCount), protocolNumber: number, facts: facts)
  }

  /// What lies behind a link header, or a tunnel header that stands for one. `bytes` ends where the captured bytes of this
  /// layer do.
  static func network(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, etherType: EtherType, tunnels: TunnelPath
  ) -> DecodedFrame {
    switch etherType {
    case .ipv4: version4(bytes, at: offset, wireEnd: wireEnd, tunnels: tunnels)
    case .ipv6: version6(bytes, at: offset, wireEnd: wireEnd, tunnels: tunnels)
    default: linkTunnel(bytes, at: offset, wireEnd: wireEnd, etherType: etherType, tunnels: tunnels)
    }
  }

  private static func version4(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, tunnels: TunnelPath
  ) -> DecodedFrame {
    var cursor = ByteCursor(bytes)
    let header: IPv4Header
    do throws(DecodeError) {
      try cursor.skip(offset)
      header = try IPv4Header(parsing: &cursor)
    } catch {
      return .undecoded(UndecodedReason(network: error))
    }
    // Zero: the interface had yet to cut and fill in. The frame is all there is.
    let end = header.totalLength == 0 ? wireEnd : min(wireEnd, offset &+ header.totalLength)
    let payload = offset &+ header.length
    let facts = NetworkFacts(
      source: header.source, destination: header.destination, wireLength: end &- offset,
      identification: UInt32(header.identification), isVersion6: false, tunnels: tunnels)
    let clipped = bytes.byteCount > end ? bytes.extracting(0..<end) : bytes
    guard header.isFragment else {
      return transport(clipped, at: payload, wireEnd: end, protocolNumber: header.protocolNumber, facts: facts)
    }
    return .fragment(
      IPFragment(
        network: facts, protocolNumber: header.protocolNumber, position: header.fragmentPosition,
        hasMore: header.hasMoreFragments,
        payload: PayloadRange(from: payload, capturedEnd: clipped.byteCount, wireEnd: end)))
  }

  private static func version6(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, tunnels: TunnelPath
  ) -> DecodedFrame {
    var cursor = ByteCursor(bytes)
    let header: IPv6Header
    let extensions: IPv6ExtensionHeaders
    do throws(DecodeError) {
      try cursor.skip(offset)
      header = try IPv6Header(parsing: &cursor)
      extensions = try IPv6ExtensionHeaders(header.nextHeader, parsing: &cursor)
    } catch {
      return .undecoded(UndecodedReason(network: error))
    }
    // Zero: a jumbogram, or segmentation offload as above.
    let claimed = offset &+ IPv6Header.byteCount &+ header.payloadLength
    let end = header.payloadLength == 0 ? wireEnd : min(wireEnd, claimed)
    guard cursor.offset <= end else { return .undecoded(.networkMalformed) }
    let facts = NetworkFacts(
      source: header.source, destination: header.destination, wireLength: end &- offset,
      identification: extensions.fragment?.identification ?? 0, isVersion6: true, tunnels: tunnels)
    let clipped = bytes.byteCount > end ? bytes.extracting(0..<end) : bytes
    guard let fragment = extensions.fragment, fragment.hasMore || fragment.position > 0 else {
      return transport(
        clipped, at: cursor.offset, wireEnd: end, protocolNumber: extensions.protocolNumber, facts: facts)
    }
    return .fragment(
      IPFragment(
        network: facts, protocolNumber: extensions.protocolNumber, position: fragment.position,
        hasMore: fragment.hasMore,
        payload: PayloadRange(from: cursor.offset, capturedEnd: clipped.byteCount, wireEnd: end)))
  }

  /// What an IP datagram carries. `bytes` ends where the captured bytes of the datagram do.
  static func transport(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, protocolNumber: UInt8, facts: NetworkFacts
  ) -> DecodedFrame {
    guard offset <= bytes.byteCount else { return .undecoded(.networkTruncated) }
    var cursor = ByteCursor(bytes)
    do throws(DecodeError) {
      try cursor.skip(offset)
      switch protocolNumber {
      case TransportProtocol.tcp.rawValue:
        let header = try TCPHeader(parsing: &cursor)
        guard offset &+ header.length <= wireEnd else { throw DecodeError(.badLength, at: offset &+ 12) }
        let payload = PayloadRange(from: offset &+ header.length, capturedEnd: bytes.byteCount, wireEnd: wireEnd)
        return .segment(TCPSegment(network: facts, header: header, payload: payload))
      case TransportProtocol.udp.rawValue:
        let header = try UDPHeader(parsing: &cursor)
        return datagram(bytes, at: cursor.offset, wireEnd: wireEnd, header: header, facts: facts)
      default:
        return networkTunnel(bytes, at: offset, wireEnd: wireEnd, protocolNumber: protocolNumber, facts: facts)
      }
    } catch {
      return .undecoded(UndecodedReason(transport: error))
    }
  }

  private static func datagram(
    _ bytes: RawSpan, at offset: Int, wireEnd: Int, header: UDPHeader, facts: NetworkFacts
  ) -> DecodedFrame {
    let claimed = offset &+ header.length &- UDPHeader.byteCount
    let end = header.length == 0 ? wireEnd : min(wireEnd, claimed)
    let clipped = bytes.byteCount > end ? bytes.extracting(0..<end) : bytes
    if let inner = datagramTunnel(clipped, at: offset, wireEnd: end, header: header, facts: facts) { return inner }
    let payload = PayloadRange(from: offset, capturedEnd: clipped.byteCount, wireEnd: end)
    return .datagram(UDPDatagram(network: facts, header: header, payload: payload))
  }
}
