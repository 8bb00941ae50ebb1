/// Hears what an event stream holds. Bytes are borrowed: valid during the call only.
package protocol EventStreamSink: ~Copyable {
  /// The first data of an event, or an `event`, `id` or `retry` field of a new one, was seen.
  mutating func eventBegan()
  /// The next data of the event, lines joined by LF. An event may be larger than memory: it comes in pieces.
  mutating func eventData(_ bytes: RawSpan)
  mutating func eventEnded(_ event: EventStreamEvent)
  /// A comment line, which servers send to keep connections alive. `text` is its beginning.
  mutating func comment(_ text: RawSpan)
  /// The server set the time that clients wait before they connect again.
  mutating func retry(milliseconds: UInt64)
  /// A field was longer than is kept.
  mutating func limitExceeded()
}

/// What is known of an event when it ends.
package struct EventStreamEvent: Hashable, Sendable {
  /// The event type; empty means `message`.
  package var type: [UInt8] = []
  /// The `id` field of this very event; nil without one. May be empty, which resets the last event id.
  package var id: [UInt8]?
  /// Bytes of data, line feeds between lines included.
  package var dataBytes: UInt64 = 0
  /// It has a `data` field. Clients dispatch only such events.
  package var hasData = false
  /// Bytes of it are missing, or the stream ended before the blank line.
  package var isTruncated = false

  package init() {}
}
