/// The text a model reads where a person sees another: hidden characters gone, tag characters as the letters they stand for,
/// look-alike letters as those they look like.
enum CanonicalText {
  /// Nil when it is the text itself, as nearly always.
  static func canonical(_ text: String) -> String? {
    guard text.hasNonASCIIScalar(where: { Unicode.Scalar($0).map { replacement(of: $0) != $0 } ?? false }) else {
      return nil
    }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.append(UInt8(truncatingIfNeeded: scalar.value))
      } else if let units = replacement(of: scalar).flatMap({ UTF8.encode($0) }) {
        result.append(contentsOf: units)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What stands for `scalar`; nil where nothing does.
  private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    HiddenCharacter.kind(of: scalar).map { $0 == .tag ? letter(scalar) : nil } ?? Confusables.latin(scalar)
  }

  private static func letter(_ tag: Unicode.Scalar) -> Unicode.Scalar? {
    (0xe0020...0xe007e).contains(tag.value) ? Unicode.Scalar(tag.value - 0xe0000) : nil
  }
}
