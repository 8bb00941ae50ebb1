/// Every bound of flow tracking. A value, so that tests and configuration set it and readers see who did.
///
/// Times are capture time in nanoseconds.
package struct FlowLimits: Hashable, Sendable {
  package static let second: Int64 = 1_000_000_000

  /// Flows tracked at once. Beyond it the longest idle one is dropped (`flow.limit`): closed ones first, then unanswered
  /// attempts when they fill more than a quarter, so that a SYN flood cannot push out long-lived quiet flows.
  package var flows = 65_536

  /// Bytes waiting for missing ones, `segmentCost` per segment included. Beyond it the oldest hole is declared a gap
  /// (`tcp.reassembly-limit`). A direction may hold a full window of a fast path: 1 Gbit/s over 30 ms.
  package var heldBytesPerDirection = 4 << 20
  package var heldBytesPerFlow = 6 << 20
  /// Over all flows. Beyond it the flow that has waited longest gives up its holes.
  package var heldBytes = 64 << 20
  /// Segments waiting in one direction; bounds the work of finding a place among them.
  package var heldSegmentsPerDirection = 4096

  /// How far captures put frames out of order. Nothing is concluded from the absence of a frame until this many frames
  /// of the flow have followed within the reordering time.
  package var reorderedFlowFrames: UInt64 = 32
  package var reorderingTime: Int64 = 20_000_000
  /// The same, where the flow is too quiet to count: this many frames of the whole capture, and this time.
  package var reorderedFrames: UInt64 = 16
  package var quietReorderingTime: Int64 = 500_000_000
  /// A hole that nobody acknowledged: a retransmission may still come, so wait longer, and longest where the other
  /// direction is captured and would have told.
  package var oneSidedHoleTime: Int64 = 2 * second
  package var unacknowledgedHoleTime: Int64 = 10 * second

  /// Idle times after which a flow is over. Event streams without pings may be silent for an hour and more.
  package var idleEstablished: Int64 = 7200 * second
  package var idleAttempt: Int64 = 60 * second
  package var idleDatagrams: Int64 = 120 * second
  /// How long a closed flow waits for late frames.
  package var idleClosed: Int64 = 5 * second

  /// A step of the capture's clock that one frame alone is not believed.
  package var clockStep: Int64 = 300 * second

  /// Datagrams being put together from fragments, the bytes kept for them (a fixed cost per fragment included), and how
  /// long they may take (RFC 8200 §4.5 says 60 s; common systems wait 30). Beyond the first two the oldest is dropped
  /// (`ip.fragment-limit`).
  package var fragmentedDatagrams = 1024
  package var fragmentBytes = 8 << 20
  package var fragmentTime: Int64 = 30 * second

  package init() {}
}
