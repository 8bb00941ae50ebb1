import ByteParsing

/// Why a frame gave neither a segment nor a datagram. Closed, so that every frame is counted somewhere.
package enum UndecodedReason: String, CaseIterable, Error, Sendable {
  case linkType = "link.unsupported-type"
  case linkTruncated = "link.truncated"
  case linkMalformed = "link.malformed"
  /// ARP, LLC, spanning tree and other traffic that is no IP.
  case notIP = "link.not-ip"
  case networkTruncated = "ip.truncated"
  case networkMalformed = "ip.malformed"
  /// A whole IP datagram that carries neither TCP nor UDP.
  case otherProtocol = "ip.other-protocol"
  /// A fragment that was refused: empty, misaligned, or beyond the largest datagram.
  case badFragment = "ip.bad-fragment"
  case transportTruncated = "transport.truncated"
  case transportMalformed = "transport.malformed"
  case tunnelTruncated = "tunnel.truncated"
  case tunnelMalformed = "tunnel.malformed"
  case tunnelDepth = "tunnel.too-deep"

  init(link error: DecodeError) { self = error.reason == .truncated ? .linkTruncated : .linkMalformed }
  init(network error: DecodeError) { self = error.reason == .truncated ? .networkTruncated : .networkMalformed }
  init(transport error: DecodeError) { self = error.reason == .truncated ? .transportTruncated : .transportMalformed }
  init(tunnel error: DecodeError) { self = error.reason == .truncated ? .tunnelTruncated : .tunnelMalformed }
}
