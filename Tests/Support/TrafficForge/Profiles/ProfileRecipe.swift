/// The numbers that make one profile different from another.
struct ProfileRecipe: Sendable {
  /// Connections open at the same time.
  var lanes: Int
  /// Their numbers begin here; a lane's number decides how its client speaks.
  var firstLane = 0
  /// Nil: as many as there is room for.
  var callsPerConnection: Int?
  /// Sizes of the results' text: in so many of 100 cases, between so many bytes. The percentages add up to 100.
  var sizes: [(percent: Int, bytes: ClosedRange<Int>)]
  /// Microseconds between an answer and the next request.
  var thinking: ClosedRange<Int>

  /// Log-uniform within its range: small ones are commoner, as they are in life.
  func resultSize(using generator: inout SeededGenerator) -> Int {
    var die = Int.random(in: 0..<100, using: &generator)
    for size in sizes {
      die -= size.percent
      guard die < 0 else { continue }
      let doublings = Self.doublings(from: size.bytes.lowerBound, to: size.bytes.upperBound)
      let low = size.bytes.lowerBound << Int.random(in: 0..<max(1, doublings), using: &generator)
      return Int.random(in: low...min(low * 2, size.bytes.upperBound), using: &generator)
    }
    return 0
  }

  private static func doublings(from low: Int, to high: Int) -> Int {
    (0..<40).first { low << $0 >= high } ?? 40
  }
}
