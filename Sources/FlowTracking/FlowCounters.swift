package import PacketDecoding

/// Work done and work refused by one flow table.
package struct FlowCounters: Hashable, Sendable {
  package var frames: UInt64 = 0
  /// Captured bytes of all frames.
  package var bytes: UInt64 = 0
  /// Segments and datagrams that reached a flow.
  package var segments: UInt64 = 0
  package var datagrams: UInt64 = 0
  package var fragments: UInt64 = 0
  /// Datagrams put together from fragments, and given up.
  package var reassembledDatagrams: UInt64 = 0
  package var incompleteDatagrams: UInt64 = 0
  /// The same packet captured again, as a second mirror port or interface delivers it. Told from a retransmission by its
  /// IP identification and checksum; not counted in flows.
  package var duplicateFrames: UInt64 = 0
  /// Segments too far from anything expected to be placed in their stream.
  package var implausibleSegments: UInt64 = 0
  /// Closings and resets of flows that are not known.
  package var straySegments: UInt64 = 0
  package var keepAlives: UInt64 = 0
  package var flows: UInt64 = 0
  package var evictedFlows: UInt64 = 0
  package var gaps: UInt64 = 0
  package var gapBytes: UInt64 = 0
  /// Flows tracked now, and bytes held now.
  package var openFlows = 0
  package var heldBytes = 0

  private var undecodedCounts = [UInt64](repeating: 0, count: UndecodedReason.allCases.count)

  package init() {}

  /// Frames that gave neither a segment nor a datagram, by reason; only reasons that occurred.
  package var undecoded: [(reason: UndecodedReason, count: UInt64)] {
    zip(UndecodedReason.allCases, undecodedCounts).filter { $0.1 > 0 }.map { ($0.0, $0.1) }
  }

  package func count(of reason: UndecodedReason) -> UInt64 { undecodedCounts[reason.index] }

  mutating func add(_ reason: UndecodedReason) { undecodedCounts[reason.index] &+= 1 }
}

extension UndecodedReason {
  fileprivate var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
