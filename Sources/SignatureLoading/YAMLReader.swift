import SettingsFiles
package import SignatureMatching

/// Reads YAML into the trees that signatures are made of.
package enum YAMLReader {
  /// Signature files are short; a larger one is something else.
  private static let longest = 256 << 10
  /// Aliases let a short file stand for a huge tree.
  private static let nodeLimit = 50_000

  /// The documents of `text`, in order; empty ones are left out.
  package static func documents(_ text: String) throws(SignatureProblem) -> [SignatureNode] {
    guard text.utf8.count <= longest else { throw SignatureProblem("the file is too large for a signature") }
    var limits = SettingsLimits()
    limits.values = nodeLimit
    do {
      return try SettingsFiles.YAMLReader.read(text, limits: limits).map(convert).filter { $0.content != .null }
    } catch {
      throw problem(error)
    }
  }

  private static func problem(_ error: SettingsError) -> SignatureProblem {
    let line = error.position?.line ?? 0
    return switch error.code {
    case .duplicateKey: SignatureProblem("a key is repeated: \(error.message)", line: line)
    case .tooDeep, .tooManyValues: SignatureProblem("the file has too many parts for a signature", line: line)
    default: SignatureProblem(error.message, line: line)
    }
  }

  private static func convert(_ node: SettingsNode) -> SignatureNode {
    let content: SignatureNode.Content =
      switch node.content {
      case .mapping(let members): .mapping(members.map { SignatureNode.Entry($0.key, convert($0.value)) })
      case .sequence(let elements): .sequence(elements.map(convert))
      case .scalar(let scalar): Self.content(scalar)
      }
    return SignatureNode(content, line: node.position.line)
  }

  private static func content(_ scalar: SettingsScalar) -> SignatureNode.Content {
    switch scalar.kind {
    case .null: .null
    case .boolean: scalar.boolean.map(SignatureNode.Content.bool) ?? .text(scalar.text)
    case .number: Double(scalar.text.filter { $0 != "_" }).map { .number($0, text: scalar.text) } ?? .text(scalar.text)
    case .text: .text(scalar.text)
    }
  }
}
