/// What bounds the memory and the work that one HTTP conversation can cause. Each limit raises an anomaly.
package struct HTTPLimits: Hashable, Sendable {
  /// Bytes of a start line. RFC 9112 §3 asks servers for 8,000 at least; twice that is what lenient ones take. Beyond it
  /// `http.oversized-start-line` is raised and the next message start is looked for.
  package var startLine = 16 << 10
  /// Bytes of a start line with its header block: the most that common servers accept. Beyond it
  /// `http.oversized-header-block` is raised and the next message start is looked for.
  package var headerBlock = 64 << 10
  /// Fields kept of one header block. Further ones are read for framing, and not kept; `http.oversized-header-block` is
  /// raised.
  package var headerFields = 256
  /// Bytes of a chunk-size line with its extensions; `http.bad-chunk` beyond.
  package var chunkLine = 4 << 10
  /// Bytes of a trailer section; `http.oversized-header-block` beyond.
  package var trailers = 16 << 10
  /// Exchanges of one conversation that wait for their other message. Beyond it the oldest is stated without it and
  /// `http.pipeline-limit` is raised.
  package var pipelinedExchanges = 64
  /// Interim statuses kept of one exchange. More are read and not kept; `http.pipeline-limit` is raised.
  package var interimResponses = 16
  /// Bytes that a client sent behind a request to switch protocols, held until the answer says whose they are.
  /// `http.pipeline-limit` beyond.
  package var heldForSwitch = 64 << 10
  /// Content codings stacked on one body. More make the body opaque; `http.bad-content-coding` is raised.
  package var contentCodings = 4
  /// Decoded bytes of one body. Decoding stops there with `http.decompression-limit`; wire sizes stay exact.
  package var decodedBody: UInt64 = 1 << 30
  /// Decoded bytes per coded byte, once more than `decodedBodyFree` have been decoded. Text compresses 20-fold at most;
  /// bombs begin beyond 500. Decoding stops with `http.decompression-limit`.
  package var decodedRatio: UInt64 = 200
  /// Decoded bytes for which the ratio is not looked at: a repetitive result of some megabytes is no attack.
  package var decodedBodyFree: UInt64 = 8 << 20
  /// Bytes of the `event` or `id` of one event, and of a comment, that are kept; `sse.event-limit` beyond.
  package var eventField = 4 << 10
  /// Payload bytes of one WebSocket message after decompression; `websocket.message-limit` beyond, and the rest of the
  /// message is counted and not delivered.
  package var webSocketMessage: UInt64 = 256 << 20

  package init() {}
}
