package import TrafficModel

/// What the transport knows about how an exchange came to its end.
package struct ExchangeEnding: Hashable, Sendable {
  /// Which end closed or reset the connection first; nil while it is open.
  package var closedBy: Direction?
  /// The other direction of the connection was never captured.
  package var isOneSided: Bool

  /// Bytes that the server sent on the connection were not captured.
  package var hasGap: Bool

  package init(closedBy: Direction?, isOneSided: Bool, hasGap: Bool) {
    self.closedBy = closedBy
    self.isOneSided = isOneSided
    self.hasGap = hasGap
  }
}
