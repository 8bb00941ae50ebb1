/// Walks over text one scalar at a time and knows its place.
struct TextScanner {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private(set) var position = TextPosition.start

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  mutating func advance() {
    guard index < scalars.count else { return }
    position =
      scalars[index] == "\n"
      ? TextPosition(line: position.line + 1, column: 1)
      : TextPosition(line: position.line, column: position.column + 1)
    index += 1
  }

  func starts(with text: String) -> Bool {
    let wanted = text.unicodeScalars
    return index + wanted.count <= scalars.count && zip(wanted, scalars[index...]).allSatisfy { $0 == $1 }
  }
}
