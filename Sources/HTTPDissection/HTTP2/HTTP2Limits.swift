/// What bounds the memory and the work that one HTTP/2 connection can cause. Each limit raises an anomaly.
package struct HTTP2Limits: Hashable, Sendable {
  /// Bytes of one encoded header block with its CONTINUATION frames. Beyond it `http2.continuation-flood` is raised, the
  /// block is dropped, and the header compression state of its direction is lost.
  package var headerBlock = 64 << 10
  /// CONTINUATION frames of one header block; `http2.continuation-flood` beyond. Senders need one for each 16 KiB.
  package var continuationFrames = 32
  /// Decoded bytes of one header list, 32 added for each field (RFC 9113 §6.5.2). Fields beyond it are dropped and
  /// `http2.header-list-limit` is raised: a block of single bytes can name a large field thousands of times.
  package var headerList = 128 << 10
  /// Bytes kept of a dynamic table whatever size the peers agreed on: browsers announce 64 KiB. References to older
  /// entries are lost, as after a gap, and `http2.header-state-lost` is raised.
  package var headerTable = 64 << 10
  /// Streams open at once; common servers allow 100 to 250. Beyond it the eighth that has been silent longest is stated
  /// as truncated and `http2.stream-limit` is raised.
  package var openStreams = 1_024
  /// Streams that one end may reset, before they are complete, within `floodWindow`; `http2.rapid-reset` beyond.
  package var resets: UInt32 = 200
  /// Frames without content or end that one end may send within `floodWindow`; `http2.empty-frame-flood` beyond.
  package var emptyFrames: UInt32 = 100
  /// SETTINGS, PING and PRIORITY frames that one end may send within `floodWindow`; `http2.control-flood` beyond.
  package var controlFrames: UInt32 = 1_000
  /// Nanoseconds of capture time over which floods are counted.
  package var floodWindow: Int64 = 30_000_000_000
  /// Bytes held while looking for a frame boundary; frames larger than this cannot be found again.
  package var resyncWindow = 64 << 10
  /// Offsets tried for a frame boundary before the direction is given up as opaque; `http.desynchronized` then.
  package var resyncOffsets = 4 << 20

  package init() {}
}
