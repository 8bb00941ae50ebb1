package import TrafficModel

/// Who talked to whom, and how much.
package struct TalkRow: Hashable, Sendable {
  package var from: String
  package var to: String
  /// The name of `to`, where one is known.
  package var name: UntrustedText?
  package var number: Int64
  package var bytes: Int64
}
