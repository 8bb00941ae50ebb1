/// The text a model reads where a person sees another: hidden characters gone, tag characters as the letters they stand for,
/// look-alike letters as those they look like.
enum CanonicalText {
  /// - Parameter text: UTF-8; what is none stays as it is.
  /// - Returns: nil when it is the text itself, as nearly always.
  static func canonical(_ text: [UInt8]) -> [UInt8]? {
    text.withUnsafeBytes { text in
      var result: [UInt8]?
      var copied = 0
      text.forEachScalarBeyondASCII { scalar, range in
        let letter = replacement(of: scalar)
        guard letter != scalar else { return }
        if result == nil {
          result = []
          result?.reserveCapacity(text.count)
        }
        result?.append(contentsOf: text[copied..<range.lowerBound])
        if let letter { result?.append(contentsOf: UTF8.encode(letter) ?? UTF8.encodedReplacementCharacter) }
        copied = range.upperBound
      }
      result?.append(contentsOf: text[copied...])
      return result
    }
  }

  /// What stands for `scalar`; nil where nothing does.
  private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    HiddenCharacter.kind(of: scalar).map { $0 == .tag ? letter(scalar) : nil } ?? Confusables.latin(scalar)
  }

  private static func letter(_ tag: Unicode.Scalar) -> Unicode.Scalar? {
    (0xe0020...0xe007e).contains(tag.value) ? Unicode.Scalar(tag.value - 0xe0000) : nil
  }
}
