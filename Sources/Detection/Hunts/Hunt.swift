package import TrafficModel

/// Looks back over a window for what only shows over time.
///
/// A hunt sees nothing but what its questions give it, which events of an analysis and rows of a store can answer alike.
package protocol Hunt: Sendable {
  static var about: [DetectorDescription] { get }
  func search(_ book: ContactBook) -> [Finding]
}
