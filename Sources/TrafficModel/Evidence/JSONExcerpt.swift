/// A JSON value off the wire in compact form: no white space between tokens, strings unescaped as far as JSON allows,
/// numbers as they were written.
///
/// Sizes are exact even when the text is not kept whole.
package struct JSONExcerpt: Hashable, Sendable {
  /// The compact text, or its beginning when `isTruncated`.
  package var text: [UInt8]
  /// Bytes of the whole compact text.
  package var fullBytes: Int
  /// SHA-256 of the whole compact text when `text` is only its beginning; who needs that of a whole text makes it there.
  package var digest: Digest?
  /// The value was captured to its end; else `fullBytes` is a lower bound and there is no digest.
  package var isComplete: Bool

  package var isTruncated: Bool { text.count < fullBytes }

  package init(text: [UInt8], fullBytes: Int, digest: Digest?, isComplete: Bool = true) {
    self.text = text
    self.fullBytes = fullBytes
    self.digest = digest
    self.isComplete = isComplete
  }
}
