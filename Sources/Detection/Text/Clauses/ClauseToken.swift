/// A word, an address or a sign of a text.
struct ClauseToken: Hashable, Sendable {
  enum Kind: Sendable {
    case word
    case url
    case mail
    case domain
    case wallet
    case path
    case sign
  }

  var kind: Kind
  /// In lower case; of a sign, the sign.
  var text: String
  /// A capital inside the word, or a line between its parts, as in names of programs.
  var isName = false
  /// All its letters are capitals.
  var isUpper = false
}
