/// Reads what a rule says about itself.
struct MetadataReader {
  private static let known: Set<String> = [
    "title", "id", "related", "name", "taxonomy", "status", "description", "license", "author", "references", "date",
    "modified", "logsource", "detection", "correlation", "fields", "falsepositives", "level", "tags", "scope", "tests",
    "generate", "regression_tests_path",
  ]

  let node: SignatureNode

  func signature(_ body: Signature.Body, file: String) throws(SignatureProblem) -> Signature {
    for entry in node.entries ?? [] where !Self.known.contains(entry.key) && !Self.isCustom(entry.key) {
      throw .unknown("key", entry.key, among: Self.known.sorted(), line: entry.value.line)
    }
    guard let title = node["title"]?.text, !title.isEmpty else {
      throw SignatureProblem("no title", line: node.line)
    }
    var signature = Signature(id: node["id"]?.text ?? title, name: node["name"]?.text, title: title, body: body)
    signature.description = node["description"]?.text ?? ""
    signature.level = try word("level", SignatureLevel.init, SignatureLevel.allCases.map(\.rawValue)) ?? .medium
    signature.status =
      try word("status", SignatureStatus.init, SignatureStatus.allCases.map(\.rawValue)) ?? .experimental
    signature.author = node["author"]?.text ?? ""
    signature.references = texts("references")
    signature.tags = texts("tags")
    signature.falsePositives = texts("falsepositives")
    signature.examples = try examples()
    signature.file = file
    return signature
  }

  /// The specification leaves other keys to whoever needs them; ours begin with `x-`.
  private static func isCustom(_ key: String) -> Bool { key.hasPrefix("x-") || key.hasPrefix("custom") }

  private func texts(_ key: String) -> [String] { node[key]?.elements.compactMap(\.text) ?? [] }

  private func word<Word>(
    _ key: String, _ make: (String) -> Word?, _ known: [String]
  ) throws(SignatureProblem) -> Word? {
    guard let value = node[key] else { return nil }
    guard let text = value.text, let word = make(text) else {
      throw .unknown(key, value.text ?? "", among: known, line: value.line)
    }
    return word
  }

  private func examples() throws(SignatureProblem) -> [Signature.Example] {
    guard let tests = node["tests"] else { return [] }
    return try tests.elements.map { (test) throws(SignatureProblem) in
      guard let event = test["event"] ?? test["events"], let matches = test["match"]?.bool else {
        throw SignatureProblem("a test has 'match' (true or false) and 'event' or 'events'", line: test.line)
      }
      return Signature.Example(event: event, matches: matches, line: test.line)
    }
  }
}
