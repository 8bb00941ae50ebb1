import ByteParsing

/// Whether a datagram is QUIC, by the long header of a version we know. Flows joined behind their handshake look like noise.
package enum QUICProbe {
  package static func recognizes(_ datagram: RawSpan) -> Bool {
    // Bits first: most datagrams end here.
    guard datagram.byteCount >= 7, datagram[byteAt: 0] & 0xc0 == 0xc0 else { return false }
    return (try? QUICLongHeader(parsing: datagram)) != nil
  }
}
