/// Which classes of words something belongs to: one bit for each.
struct ClauseClasses: Hashable, Sendable {
  /// Classes that can be told apart.
  static let capacity = 512

  private var bits = SIMD8<UInt64>.zero

  init() {}

  /// - Parameter index: below `capacity`; others are left out.
  init(_ index: Int) {
    guard index < Self.capacity else { return }
    bits[index >> 6] = 1 << UInt64(index & 63)
  }

  var isEmpty: Bool { bits == .zero }

  mutating func formUnion(_ other: Self) { bits |= other.bits }

  mutating func subtract(_ other: Self) { bits &= ~other.bits }

  func intersects(_ other: Self) -> Bool { bits & other.bits != .zero }
}
