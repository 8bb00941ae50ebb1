/// A value that is no collection: its text, and what the file's format takes it for.
package struct SettingsScalar: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case text, number, boolean, null
  }

  package var text: String
  package var kind: Kind

  package init(_ text: String, _ kind: Kind) {
    self.text = text
    self.kind = kind
  }

  /// A scalar without quotes, as YAML 1.1 and 1.2 readers between them understand it: `yes` and `on` are booleans to some.
  package init(plain text: String) {
    self.text = text
    switch text.lowercased() {
    case "", "~", "null": kind = .null
    case "true", "false", "yes", "no", "on", "off": kind = .boolean
    default: kind = Self.isNumber(text) ? .number : .text
    }
  }

  package var boolean: Bool? {
    guard kind == .boolean else { return nil }
    return ["true", "yes", "on"].contains(text.lowercased())
  }

  package var integer: Int? { kind == .number ? Int(text.filter { $0 != "_" }) : nil }

  private static func isNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, (48...57).contains(first) || [43, 45, 46].contains(first) else { return false }
    // `Double` takes `0x1p3` and `infinity`; settings do not use them, addresses and versions do not parse.
    return Double(text.filter { $0 != "_" }) != nil
  }
}
