/// A host name, or all names below one: `api.example`, `*.example`.
///
/// Names are compared without case and without a final dot. `*.example` does not match `example` itself.
package struct HostNamePattern: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Lower case; begins with `*.` when it stands for all names below.
  package let description: String

  /// Nil when `text` is no host name of RFC 1123 (underscores allowed), with at most one `*` as its whole first label.
  package init?(parsing text: some StringProtocol) {
    var name = text.lowercased()
    if name.hasSuffix(".") { name.removeLast() }
    let isWildcard = name.hasPrefix("*.")
    let labels = (isWildcard ? name.dropFirst(2) : name[...]).split(separator: ".", omittingEmptySubsequences: false)
    guard name.utf8.count <= 253, !labels.isEmpty, labels.allSatisfy(Self.isLabel) else { return nil }
    // What looks like an address is one, or a mistake.
    guard let last = labels.last, !last.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    description = name
  }

  package var isWildcard: Bool { description.hasPrefix("*.") }

  package func matches(_ name: some StringProtocol) -> Bool {
    var name = name.lowercased()
    if name.hasSuffix(".") { name.removeLast() }
    return isWildcard
      ? name.hasSuffix(description.dropFirst()) && name.utf8.count >= description.utf8.count : name == description
  }

  package static func < (a: Self, b: Self) -> Bool { a.description < b.description }

  private static func isLabel(_ label: Substring) -> Bool {
    guard (1...63).contains(label.utf8.count), label.utf8.first != 45, label.utf8.last != 45 else { return false }
    return label.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95 }
  }
}
