/// Text in which `*` stands for any run of characters. Matching takes time linear in the text for each `*`.
package struct WildcardPattern: Hashable, Sendable {
  private let parts: [[UInt8]]

  package init(_ pattern: some StringProtocol) {
    parts = pattern.utf8.split(separator: 42, omittingEmptySubsequences: false).map { Array($0) }
  }

  package func matches(_ text: some StringProtocol) -> Bool {
    var rest = Array(text.utf8)[...]
    guard let first = parts.first, let last = parts.last, rest.starts(with: first) else { return false }
    guard parts.count > 1 else { return rest.count == first.count }
    rest = rest.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let end = Self.end(of: part, in: rest) else { return false }
      rest = rest[end...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }

  /// Behind the first occurrence of `part`; leftmost is best, since it leaves the most for the parts to come.
  private static func end(of part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    guard !part.isEmpty else { return text.startIndex }
    guard text.count >= part.count else { return nil }
    for start in text.startIndex...(text.endIndex - part.count)
    where text[start..<(start + part.count)].elementsEqual(part) { return start + part.count }
    return nil
  }
}
