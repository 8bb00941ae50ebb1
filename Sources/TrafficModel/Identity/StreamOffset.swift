/// Absolute position in one direction of a flow; byte 0 is the first after the SYN, or the first seen midstream. Does not
/// wrap.
package struct StreamOffset: Hashable, Comparable, Sendable {
  package var rawValue: UInt64

  package init(_ rawValue: UInt64) { self.rawValue = rawValue }

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
