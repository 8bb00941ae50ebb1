/// Which sessions; oldest first. Server and client as in `CallFilter`.
package struct SessionFilter: Hashable, Sendable {
  package var server: String?
  package var client: String?
  package var window = TimeWindow.all
  package var limit: Int?

  package init() {}
}
