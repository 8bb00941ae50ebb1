/// Somebody's decision that a finding needs nobody's attention, as the finding carries it. It is still recorded and counted.
package struct SuppressionNote: Hashable, Sendable {
  package var reason: String
  package var author: String
  package var expires: Timestamp

  package init(reason: String, author: String, expires: Timestamp) {
    self.reason = reason
    self.author = author
    self.expires = expires
  }
}
