/// Bounds on what correlations remember.
package struct CorrelationLimits: Hashable, Sendable {
  /// Groups of one correlation; beyond it the half that has been silent for longest is forgotten.
  package var groups = 16_384
  /// Events in the window of one group; beyond it the oldest leave.
  package var eventsPerGroup = 4_096
  /// Events in the window of one group and rule, for correlations of order.
  package var eventsPerMember = 64
  /// Places of evidence told of one correlation.
  package var evidence = 32
  /// Bytes of one value or group name; longer ones are cut.
  package var valueBytes = 512

  package init() {}
}
