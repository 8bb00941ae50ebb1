/// One port or a run of them, both ends included.
package struct PortRange: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let first: UInt16
  package let last: UInt16

  package init(_ port: UInt16) { (first, last) = (port, port) }

  /// `443` or `8000-8100`. Port 0 cannot be talked to and is refused.
  package init?(parsing text: some StringProtocol) {
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Self.port($0) }
    guard let lower = ends.first, let first = lower else { return nil }
    guard let upper = ends.last, let last = upper, first <= last else { return nil }
    (self.first, self.last) = (first, last)
  }

  package func contains(_ port: UInt16) -> Bool { (first...last).contains(port) }

  package var description: String { first == last ? "\(first)" : "\(first)-\(last)" }

  package static func < (a: Self, b: Self) -> Bool { (a.first, a.last) < (b.first, b.last) }

  private static func port(_ text: some StringProtocol) -> UInt16? {
    guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return UInt16(text).flatMap { $0 == 0 ? nil : $0 }
  }
}
