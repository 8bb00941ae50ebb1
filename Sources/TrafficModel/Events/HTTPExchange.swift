/// One HTTP request with its response, stated when both have ended or cannot any more.
package struct HTTPExchange: Hashable, Sendable {
  package enum Version: String, Sendable {
    case http10 = "1.0"
    case http11 = "1.1"
    case http2 = "2"
  }

  /// Whether a message was captured whole.
  package enum Completeness: String, Sendable {
    /// Nothing of it was seen.
    case missing
    /// Head and body to their end.
    case complete
    /// Bytes in the middle were not captured.
    case gap
    /// The flow or the capture ended, or the sender reset it, before its end.
    case truncated
    /// Still going on when the analysis ended.
    case open
  }

  /// One of the two messages.
  package struct Message: Hashable, Sendable {
    package var completeness: Completeness = .missing
    /// From the first byte of the start line to the last byte of the body.
    package var extent: Extent?
    package var headers = HeaderBlock()
    /// Body bytes as transferred, transfer coding removed, content coding not.
    package var bodyWireBytes: UInt64 = 0
    /// Body bytes after content decoding; exact even when the body is not kept.
    package var bodyBytes: UInt64 = 0
    /// Body bytes that were not captured, as far as known.
    package var gapBytes: UInt64 = 0

    package init() {}
  }

  package var flow: FlowReference
  /// Position in the flow: the how-many-eth exchange (HTTP/1), or the stream identifier (HTTP/2).
  package var streamID: UInt64
  package var version: Version
  package var isEncrypted: Bool
  package var method: UntrustedText?
  /// Request target as sent, query included. Redact before storing.
  package var target: UntrustedText?
  /// `Host` or `:authority`.
  package var host: UntrustedText?
  /// How the request identified its sender.
  package var credential: CredentialReference?
  /// What it was in a flow of OAuth.
  package var oauth: OAuthStep?
  /// Final status; nil when no response head was seen.
  package var status: UInt16?
  /// Interim (1xx) statuses before it.
  package var interimStatuses: [UInt16]
  package var request: Message
  package var response: Message

  package init(flow: FlowReference, streamID: UInt64, version: Version, isEncrypted: Bool) {
    self.flow = flow
    self.streamID = streamID
    self.version = version
    self.isEncrypted = isEncrypted
    interimStatuses = []
    request = Message()
    response = Message()
  }

  /// Over both messages; nil when neither was seen.
  package var extent: Extent? {
    guard var extent = request.extent else { return response.extent }
    if let other = response.extent { extent.extend(over: other) }
    return extent
  }
}
