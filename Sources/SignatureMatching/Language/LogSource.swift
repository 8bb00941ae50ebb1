/// What a signature looks at (Sigma `logsource`), or where an event comes from.
package struct LogSource: Hashable, Sendable {
  package var product: String?
  package var category: String?
  package var service: String?

  package init(product: String? = nil, category: String? = nil, service: String? = nil) {
    self.product = product
    self.category = category
    self.service = service
  }

  /// Our own traffic.
  package static func mcp(_ category: SignatureCategory) -> Self { Self(product: "mcp", category: category.rawValue) }

  /// Whether a signature for this source may look at an event of `other`: what it names must agree.
  package func covers(_ other: LogSource) -> Bool {
    (product == nil || product == other.product) && (category == nil || category == other.category)
      && (service == nil || service == other.service)
  }
}
