/// What a signature file says, as a tree; the reader of the file format makes it, the language gives it meaning.
package struct SignatureNode: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// In the order of the file; the reader has refused repeated keys.
    case mapping([Entry])
    case sequence([SignatureNode])
    case text(String)
    /// A number with the text it was written as.
    case number(Double, text: String)
    case bool(Bool)
    case null
  }

  package struct Entry: Hashable, Sendable {
    package var key: String
    package var value: SignatureNode

    package init(_ key: String, _ value: SignatureNode) {
      self.key = key
      self.value = value
    }
  }

  package var content: Content
  /// 1-based; 0 where none is known.
  package var line: Int

  package init(_ content: Content, line: Int = 0) {
    self.content = content
    self.line = line
  }

  package subscript(key: String) -> SignatureNode? { entries?.first { $0.key == key }?.value }

  package var entries: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  /// The elements of a sequence, or the node itself: Sigma lets a single value stand for a list of one.
  package var elements: [SignatureNode] {
    guard case .sequence(let elements) = content else { return [self] }
    return elements
  }

  /// The text of a scalar as it was written.
  package var text: String? {
    switch content {
    case .text(let text), .number(_, let text): text
    case .bool(let value): value ? "true" : "false"
    case .mapping, .sequence, .null: nil
    }
  }

  package var bool: Bool? {
    guard case .bool(let value) = content else { return nil }
    return value
  }
}
