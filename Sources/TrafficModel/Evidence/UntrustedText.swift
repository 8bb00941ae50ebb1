/// Text that a monitored peer chose.
///
/// Interpolating it into a `String` yields a placeholder, never the text: HTML, SQL, the terminal and the log each have a
/// type that knows how to take it. Invalid UTF-8 has been replaced by U+FFFD.
public struct UntrustedText: Hashable, Comparable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The text itself. Only for matching, storing through an escaping writer, and joining; each use is a place to review.
  public let rawTextForMatchingAndStorage: String

  /// As a peer sent it.
  public init(_ raw: String) { rawTextForMatchingAndStorage = raw }

  /// From bytes that a peer sent; what is not UTF-8 is replaced.
  public init(decoding bytes: some Collection<UInt8>) {
    rawTextForMatchingAndStorage = String(decoding: bytes, as: UTF8.self)
  }

  /// There is none.
  public var isEmpty: Bool { rawTextForMatchingAndStorage.isEmpty }
  /// How much of it there is: a text that was sent is not to be printed by accident.
  public var description: String { "untrusted text of \(rawTextForMatchingAndStorage.utf8.count) bytes" }
  /// The same.
  public var debugDescription: String { description }

  /// Orders by UTF-8 bytes, the same on every platform.
  public static func < (a: Self, b: Self) -> Bool {
    a.rawTextForMatchingAndStorage.utf8.lexicographicallyPrecedes(b.rawTextForMatchingAndStorage.utf8)
  }
}
