import Yams

/// Turns the library's nodes into ours: resolves aliases and merge keys, and counts values as they multiply.
struct YAMLComposer {
  private let limits: SettingsLimits
  private var anchors: [String: (node: SettingsNode, values: Int)] = [:]
  private var values = 0

  init(_ limits: SettingsLimits) { self.limits = limits }

  mutating func document(_ root: Node) throws(SettingsError) -> SettingsNode {
    anchors.removeAll()
    return try node(root)
  }

  private mutating func node(_ node: Node) throws(SettingsError) -> SettingsNode {
    let before = values
    let position = Self.position(node)
    try count(1, at: position)
    let result = try content(node, at: position)
    if let anchor = node.anchor?.rawValue { anchors[anchor] = (result, values - before) }
    return result
  }

  private mutating func content(_ node: Node, at position: TextPosition) throws(SettingsError) -> SettingsNode {
    switch node {
    case .scalar(let scalar): return try self.scalar(scalar, at: position)
    case .alias: throw SettingsError(.syntax, at: position, "not YAML: an alias to nothing")
    case .sequence(let sequence):
      var elements: [SettingsNode] = []
      for element in sequence { elements.append(try self.node(element)) }
      return SettingsNode(.sequence(elements), at: position)
    case .mapping(let mapping):
      var members: [SettingsMember] = []
      var merged: [SettingsMember] = []
      for (key, value) in mapping {
        let keyPosition = Self.position(key)
        let value = try self.node(value)
        let name = try keyText(key, at: keyPosition)
        if name == "<<" {
          merged += value.members + value.elements.flatMap(\.members)
        } else {
          members.append(SettingsMember(key: name, keyPosition: keyPosition, value: value))
        }
      }
      return SettingsNode(.mapping(try merge(members, merged, at: position)), at: position)
    }
  }

  /// A mapping's own members go before merged ones, and of these the first.
  private mutating func merge(
    _ own: [SettingsMember], _ merged: [SettingsMember], at position: TextPosition
  ) throws(SettingsError) -> [SettingsMember] {
    guard !merged.isEmpty else { return own }
    try count(merged.count, at: position)
    var members = own
    var known = Set(own.map(\.key))
    for member in merged where known.insert(member.key).inserted { members.append(member) }
    return members
  }

  private mutating func scalar(
    _ scalar: Node.Scalar, at position: TextPosition
  ) throws(SettingsError) -> SettingsNode {
    let isPlain = scalar.style == .plain || scalar.style == .any
    if isPlain, scalar.string.unicodeScalars.first == YAMLReader.aliasMark {
      let name = String(scalar.string.unicodeScalars.dropFirst())
      if let target = anchors[name] {
        try count(target.values, at: position)
        return target.node
      }
    }
    let text = Self.unmasked(scalar.string)
    return SettingsNode(.scalar(isPlain ? SettingsScalar(plain: text) : SettingsScalar(text, .text)), at: position)
  }

  /// Keys are texts; a key that is a collection has no name that a setting could have.
  private func keyText(_ key: Node, at position: TextPosition) throws(SettingsError) -> String {
    guard case .scalar(let scalar) = key else {
      throw SettingsError(.syntax, at: position, "a key must be a text, not a list or a mapping")
    }
    return Self.unmasked(scalar.string)
  }

  private mutating func count(_ more: Int, at position: TextPosition) throws(SettingsError) {
    values += more
    guard values > limits.values else { return }
    throw SettingsError(
      .tooManyValues, at: position, "more than \(limits.values) values, with those that aliases repeat")
  }

  private static func unmasked(_ text: String) -> String {
    guard text.unicodeScalars.contains(YAMLReader.aliasMark) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == YAMLReader.aliasMark ? "*" : $0 }))
  }

  private static func position(_ node: Node) -> TextPosition {
    node.mark.map { TextPosition(line: $0.line, column: $0.column) } ?? .start
  }
}
