/// Where in the captures a claim can be checked: at least one place. A claim that cannot show a frame cannot be made.
package struct Evidence: Hashable, Sendable {
  /// Items kept; the first ones are the proof, later ones say that it went on.
  package static let limit = 32

  package private(set) var items: [Provenance]

  package init(_ first: Provenance, _ rest: [Provenance] = []) { items = [first] + rest.prefix(Self.limit - 1) }

  package mutating func add(_ others: [Provenance]) {
    for item in others where items.count < Self.limit && !items.contains(item) { items.append(item) }
  }
}
