/// The text a model reads where a person sees another: hidden characters gone, tag characters as the letters they stand for,
/// look-alike letters as those they look like.
enum CanonicalText {
  /// Nil when it is the text itself, as nearly always.
  static func canonical(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var result = String.UnicodeScalarView()
    var differs = false
    for scalar in text.unicodeScalars {
      let replacement =
        HiddenCharacter.kind(of: scalar).map { $0 == .tag ? letter(scalar) : nil } ?? Confusables.latin(scalar)
      if let replacement { result.append(replacement) }
      if replacement != scalar { differs = true }
    }
    return differs ? String(result) : nil
  }

  private static func letter(_ tag: Unicode.Scalar) -> Unicode.Scalar? {
    (0xe0020...0xe007e).contains(tag.value) ? Unicode.Scalar(tag.value - 0xe0000) : nil
  }
}
