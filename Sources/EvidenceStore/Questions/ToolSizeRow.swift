package import TrafficModel

/// How large the results of one tool were.
package struct ToolSizeRow: Hashable, Sendable {
  /// Four classes to each doubling of the size.
  package static let classesPerDoubling = 4.0

  package var tool: UntrustedText
  package var server: String
  package var calls = 0
  /// Results by size class; see `sizeClass`.
  package var classes: [Int: Int] = [:]
  package var largest: Int64 = 0

  /// The class of a size in bytes; that of nothing is 0.
  package static func sizeClass(_ bytes: Int64) -> Int {
    guard bytes > 1 else { return 0 }
    let doublings = 63 - bytes.leadingZeroBitCount
    let rest = Double(bytes) / Double(1 << doublings) - 1
    return Int((Double(doublings) + rest) * classesPerDoubling)
  }

  /// The class that a share of the results does not exceed.
  package func quantile(_ share: Double) -> Int {
    var passed = 0
    for (sizeClass, count) in classes.sorted(by: { $0.key < $1.key }) {
      passed += count
      if Double(passed) >= share * Double(calls) { return sizeClass }
    }
    return 0
  }
}
