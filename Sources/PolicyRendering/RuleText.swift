/// Rules under construction: lines, and comments that cite the line of the policy a rule comes from.
struct RuleText {
  private(set) var text = ""
  private let file: String

  /// - Parameter file: the name of the policy file, as comments cite it.
  init(file: String) { self.file = Self.harmless(file) }

  mutating func line(_ line: String) { text += line + "\n" }

  mutating func blank() { text += "\n" }

  mutating func comment(_ words: String, indent: String = "") { text += "\(indent)# \(Self.harmless(words))\n" }

  /// `egret.yml:14`, or the file alone where the line is not known.
  func citation(_ line: Int) -> String { line > 0 ? "\(file):\(line)" : file }

  /// Text of the policy in a comment: one line, nothing that ends it, no quotes.
  static func harmless(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(160).map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: " "
      default: scalar == "\"" || scalar == "\\" ? "'" : scalar
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
