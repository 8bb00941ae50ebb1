/// One transport conversation, stated when it has ended or the analysis does.
package struct FlowSummary: Hashable, Sendable {
  /// How the conversation went, as far as captured.
  package enum State: String, CaseIterable, Sendable {
    /// A SYN that nobody answered.
    case attempted
    /// A SYN answered by a reset.
    case rejected
    /// Both ends closed.
    case closed
    /// Ended by a reset.
    case reset
    /// Nothing more came before the idle limit.
    case timedOut = "timed-out"
    /// Still going on when the analysis ended.
    case open
    /// Dropped from the table to keep memory bounded; what follows is a new flow.
    case evicted
  }

  /// What one end sent.
  package struct DirectionCounts: Hashable, Sendable {
    package var frames: UInt64 = 0
    /// Bytes on the wire from the IP header on.
    package var wireBytes: UInt64 = 0
    /// Distinct payload bytes, in order or not.
    package var payloadBytes: UInt64 = 0
    /// Payload bytes that were sent and never captured.
    package var gapBytes: UInt64 = 0
    package var gaps: UInt64 = 0
    /// Payload bytes seen again.
    package var repeatedBytes: UInt64 = 0

    package init() {}
  }

  package var flow: FlowReference
  package var extent: Extent
  package var state: State
  /// The beginning was not captured.
  package var isMidstream: Bool
  /// Only one direction was captured.
  package var isOneSided: Bool
  package var toServer: DirectionCounts
  package var toClient: DirectionCounts
  /// What ran on it: `http`, `http2`, `tls`, `dns`, `mdns`, `websocket`, `quic`, or nil when not recognized.
  package var service: String?
  /// The name the client used for the server (Host, `:authority`, SNI), or that DNS gave for its address.
  package var serverName: UntrustedText?
  /// Whether what TLS or QUIC protected on it could be read, to its end and in both directions, or why not; nil where
  /// nothing was encrypted.
  package var decryption: TLSHandshake.Decryption?
  /// Who opened it, where the client's machine is the capturing one or its audit log tells.
  package var process: HostProcess?
  /// Who answers, where the server's machine is the capturing one.
  package var serverProcess: HostProcess?
  /// Tunnel layers around the inner packets, outermost first: `vxlan`, `gre`, ….
  package var tunnels: [String]

  package init(
    flow: FlowReference, extent: Extent, state: State, isMidstream: Bool, isOneSided: Bool,
    toServer: DirectionCounts, toClient: DirectionCounts
  ) {
    self.flow = flow
    self.extent = extent
    self.state = state
    self.isMidstream = isMidstream
    self.isOneSided = isOneSided
    self.toServer = toServer
    self.toClient = toClient
    tunnels = []
  }
}
