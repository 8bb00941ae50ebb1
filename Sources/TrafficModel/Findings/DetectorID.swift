/// Names a detector, hunt or signature in records, suppressions and tests. Never changes once released.
package struct DetectorID: Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral rawValue: String) { self.rawValue = rawValue }

  package static func < (a: Self, b: Self) -> Bool { a.rawValue.utf8.lexicographicallyPrecedes(b.rawValue.utf8) }
}
