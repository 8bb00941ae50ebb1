/// A JSON value off the wire in compact form: no white space between tokens, strings unescaped as far as JSON allows,
/// numbers as they were written.
///
/// Sizes are exact even when the text is not kept whole.
public struct JSONExcerpt: Hashable, Sendable {
  /// The compact text, or its beginning when `isTruncated`.
  public var text: [UInt8]
  /// Bytes of the whole compact text.
  public var fullBytes: Int
  /// SHA-256 of the whole compact text when `text` is only its beginning; who needs that of a whole text makes it there.
  public var digest: Digest?
  /// The value was captured to its end; else `fullBytes` is a lower bound and there is no digest.
  public var isComplete: Bool

  /// Some of it was left out.
  public var isTruncated: Bool { text.count < fullBytes }

  /// Of a value that has `fullBytes` in all.
  public init(text: [UInt8], fullBytes: Int, digest: Digest?, isComplete: Bool = true) {
    self.text = text
    self.fullBytes = fullBytes
    self.digest = digest
    self.isComplete = isComplete
  }
}
