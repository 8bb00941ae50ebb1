/// Text that a monitored peer chose.
///
/// Interpolating it into a `String` yields a placeholder, never the text: HTML, SQL, the terminal and the log each have a
/// type that knows how to take it. Invalid UTF-8 has been replaced by U+FFFD.
package struct UntrustedText: Hashable, Comparable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The text itself. Only for matching, storing through an escaping writer, and joining; each use is a place to review.
  package let rawTextForMatchingAndStorage: String

  package init(_ raw: String) { rawTextForMatchingAndStorage = raw }

  package init(decoding bytes: some Collection<UInt8>) {
    rawTextForMatchingAndStorage = String(decoding: bytes, as: UTF8.self)
  }

  package var isEmpty: Bool { rawTextForMatchingAndStorage.isEmpty }
  package var description: String { "untrusted text of \(rawTextForMatchingAndStorage.utf8.count) bytes" }
  package var debugDescription: String { description }

  /// Orders by UTF-8 bytes, the same on every platform.
  package static func < (a: Self, b: Self) -> Bool {
    a.rawTextForMatchingAndStorage.utf8.lexicographicallyPrecedes(b.rawTextForMatchingAndStorage.utf8)
  }
}
