/// A protocol was bent, or a limit was hit. Counted per kind and flow, never fatal.
package struct Anomaly: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    // Link and network.
    case fragmentOverlap = "ip.fragment-overlap"
    case fragmentTimeout = "ip.fragment-incomplete"
    case fragmentLimit = "ip.fragment-limit"
    case tunnelDepthLimit = "ip.tunnel-depth-limit"
    // Transport.
    case conflictingOverlap = "tcp.conflicting-overlap"
    case gap = "tcp.gap"
    case reassemblyLimit = "tcp.reassembly-limit"
    case flowLimit = "flow.limit"
    case dataAfterReset = "tcp.data-after-reset"
    case splitHandshake = "tcp.simultaneous-open"
    // HTTP/1 framing.
    case bothLengths = "http.both-lengths"
    case repeatedLength = "http.repeated-content-length"
    case badLength = "http.bad-content-length"
    case badChunk = "http.bad-chunk"
    case badTransferCoding = "http.unknown-transfer-coding"
    case bareLineFeed = "http.bare-lf"
    case spaceBeforeColon = "http.space-before-colon"
    case obsoleteFold = "http.obs-fold"
    case badHeader = "http.bad-header"
    case oversizedHeaderBlock = "http.oversized-header-block"
    case oversizedStartLine = "http.oversized-start-line"
    case pipelineLimit = "http.pipeline-limit"
    case responseBeforeRequest = "http.response-before-request"
    case resynchronized = "http.resynchronized"
    case notHTTP = "http.desynchronized"
    // Content codings.
    case badContentCoding = "http.bad-content-coding"
    case decompressionLimit = "http.decompression-limit"
    // HTTP/2.
    case h2BadFrame = "http2.bad-frame"
    case h2RapidReset = "http2.rapid-reset"
    case h2ContinuationFlood = "http2.continuation-flood"
    case h2EmptyFrameFlood = "http2.empty-frame-flood"
    case h2ControlFlood = "http2.control-flood"
    case h2HeaderListLimit = "http2.header-list-limit"
    case h2StreamLimit = "http2.stream-limit"
    case h2BadHeaderCompression = "http2.bad-hpack"
    case h2HeaderStateLost = "http2.header-state-lost"
    // WebSocket.
    case webSocketBadFrame = "websocket.bad-frame"
    case webSocketLimit = "websocket.message-limit"
    // Event streams.
    case eventLimit = "sse.event-limit"
    // TLS.
    case tlsBadRecord = "tls.bad-record"
    case tlsBadHandshake = "tls.bad-handshake"
    case tlsDecryptionFailed = "tls.decryption-failed"
    case tlsHoldLimit = "tls.hold-limit"
    // DNS.
    case dnsMalformed = "dns.malformed"
    case dnsPendingLimit = "dns.pending-limit"
    // QUIC.
    case quicMalformed = "quic.malformed"
    case quicCryptoLimit = "quic.crypto-limit"
    // JSON-RPC.
    case jsonMalformed = "json.malformed"
    case jsonTruncated = "json.truncated"
    case jsonDepthLimit = "json.depth-limit"
    case jsonDuplicateKey = "json.duplicate-key"
    case jsonInvalidUTF8 = "json.invalid-utf8"
    case jsonByteOrderMark = "json.byte-order-mark"
    case jsonHugeNumber = "json.number-beyond-double"
    case rpcUnexpectedBatch = "jsonrpc.batch-not-allowed"
    case rpcDuplicateID = "jsonrpc.duplicate-id"
    case rpcUnsolicitedResponse = "jsonrpc.unsolicited-response"
    case rpcRepeatedResponse = "jsonrpc.repeated-response"
    case rpcNullID = "jsonrpc.null-id"
    // MCP.
    case headerBodyMismatch = "mcp.header-body-mismatch"
    case missingHeader = "mcp.missing-header"
    case undeclaredCapability = "mcp.undeclared-capability"
    case foreignEndpoint = "mcp.endpoint-other-origin"
    case sessionLimit = "mcp.session-limit"
    case pendingLimit = "mcp.pending-limit"
  }

  package var kind: Kind
  /// The flow it happened in; nil below flows.
  package var flow: FlowReference?
  package var moment: Moment
  /// How often, when several are told at once.
  package var count: UInt64

  package init(kind: Kind, flow: FlowReference?, moment: Moment, count: UInt64) {
    self.kind = kind
    self.flow = flow
    self.moment = moment
    self.count = count
  }
}
