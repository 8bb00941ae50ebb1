/// What happened in one stretch of a window.
package struct ActivityRow: Hashable, Sendable {
  /// The how-many-eth stretch, from 0.
  package var bucket: Int64
  package var calls: Int64
  package var errors: Int64
  package var argumentBytes: Int64
  package var resultBytes: Int64
}
