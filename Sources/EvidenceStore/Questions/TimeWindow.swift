package import TrafficModel

/// From when to when: `since` belongs to it, `until` does not. Nil is open.
package struct TimeWindow: Hashable, Sendable {
  package var since: Timestamp?
  package var until: Timestamp?
  /// What began before `since` and lasted into the window counts, too. Else what began in it does.
  package var takesWhatLasts = false

  package init(since: Timestamp? = nil, until: Timestamp? = nil) {
    self.since = since
    self.until = until
  }

  package static let all = TimeWindow()
}
