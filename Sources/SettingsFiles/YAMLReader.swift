import Yams

/// Reads YAML, aliases and merge keys included, into nodes with positions.
///
/// Aliases are kept away from the library: comparing keys, it would expand them without limit. Each `*` becomes a private-use
/// character of the same width; a plain scalar that begins with it is an alias, which `YAMLComposer` resolves and counts.
package enum YAMLReader {
  /// Stands for `*` while the library reads.
  static let aliasMark: Unicode.Scalar = "\u{e02a}"

  /// The documents of `text`, in order.
  package static func read(
    _ text: String, limits: SettingsLimits = SettingsLimits()
  ) throws(SettingsError) -> [SettingsNode] {
    try NestingCheck.check(text, limits)
    let masked = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "*" ? aliasMark : $0 }))
    var documents: [SettingsNode] = []
    var composer = YAMLComposer(limits)
    do {
      let parser = try Parser(yaml: masked)
      // Anchors belong to the parser, nodes only point at them.
      try withExtendedLifetime(parser) {
        while let root = try parser.nextRoot() { documents.append(try composer.document(root)) }
      }
    } catch let error as SettingsError {
      throw error
    } catch {
      throw Self.error(error)
    }
    return documents
  }

  private static func error(_ error: any Error) -> SettingsError {
    guard let error = error as? YamlError else { return SettingsError(.syntax, "this is not YAML") }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let words = [context?.text, problem].compactMap(\.self).joined(separator: ", ")
      return SettingsError(.syntax, at: TextPosition(line: mark.line, column: mark.column), "not YAML: \(words)")
    case .reader(let problem, _, _, _): return SettingsError(.notText, "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      return SettingsError(
        .duplicateKey, at: TextPosition(line: context.mark.line, column: context.mark.column),
        "the key \(keys.first.map { "'\($0)' " } ?? "")stands twice in one mapping")
    default: return SettingsError(.syntax, "this is not YAML")
    }
  }
}
