/// Which tools of the inventory. Names as in `CallFilter`.
package struct ToolFilter: Hashable, Sendable {
  package var tool: String?
  package var server: String?
  package var window = TimeWindow.all
  /// Only tools whose definition changed.
  package var isChanged = false
  package var limit: Int?

  package init() {}
}
