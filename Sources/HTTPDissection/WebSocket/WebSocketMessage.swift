package import TrafficModel

/// One text or binary message of a WebSocket connection, so far.
package struct WebSocketMessage: Hashable, Sendable {
  package let flow: FlowReference
  package let direction: Direction
  /// Position among the messages of this direction: 1, 2, 3, ….
  package let ordinal: UInt64
  package let isText: Bool
  package internal(set) var extent: Extent
  package internal(set) var completeness: HTTPExchange.Completeness = .open
  /// Payload bytes of its frames as transferred.
  package internal(set) var wireBytes: UInt64 = 0
  /// Payload bytes after decompression; as far as they were decompressed.
  package internal(set) var payloadBytes: UInt64 = 0
  /// Payload bytes that were not captured.
  package internal(set) var gapBytes: UInt64 = 0

  init(flow: FlowReference, direction: Direction, ordinal: UInt64, isText: Bool, moment: Moment) {
    self.flow = flow
    self.direction = direction
    self.ordinal = ordinal
    self.isText = isText
    extent = Extent(moment)
  }
}
