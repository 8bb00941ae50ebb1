/// So many of so many, with the 95 % interval of Wilson.
struct Share: CustomStringConvertible {
  var hits = 0
  var total = 0

  mutating func add(_ isHit: Bool) {
    hits += isHit ? 1 : 0
    total += 1
  }

  var value: Double { total == 0 ? 0 : Double(hits) / Double(total) }

  var interval: ClosedRange<Double> {
    guard total > 0 else { return 0...0 }
    let (z, n, p) = (1.96, Double(total), value)
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, centre - half)...min(1, centre + half)
  }

  var description: String {
    "\(percent(value)) (\(percent(interval.lowerBound))–\(percent(interval.upperBound)), \(hits) of \(total))"
  }

  private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
