/// Work done and work refused, for the reader who asks what could not be seen.
package struct AnalysisStatistics: Hashable, Sendable {
  package var time: Timestamp
  package var frames: UInt64 = 0
  /// Captured bytes of all frames.
  package var bytes: UInt64 = 0
  /// Frames that could not be decoded, by reason, ordered by reason.
  package var undecoded: [(reason: String, count: UInt64)] = []
  package var flows: UInt64 = 0
  package var evictedFlows: UInt64 = 0
  package var gaps: UInt64 = 0
  package var gapBytes: UInt64 = 0
  package var exchanges: UInt64 = 0
  package var sessions: UInt64 = 0
  package var toolCalls: UInt64 = 0
  package var messages: UInt64 = 0
  package var anomalies: UInt64 = 0
  /// Of a live analysis only.
  package var live: LiveStatistics?

  package init(time: Timestamp) { self.time = time }

  package static func == (a: Self, b: Self) -> Bool {
    a.time == b.time && a.frames == b.frames && a.bytes == b.bytes && a.flows == b.flows
      && a.undecoded.elementsEqual(b.undecoded) { $0 == $1 } && a.evictedFlows == b.evictedFlows && a.gaps == b.gaps
      && a.gapBytes == b.gapBytes && a.exchanges == b.exchanges && a.sessions == b.sessions
      && a.toolCalls == b.toolCalls && a.messages == b.messages && a.anomalies == b.anomalies && a.live == b.live
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(frames) }
}
