/// One value of a settings file and where it stands, whatever the format of the file.
package struct SettingsNode: Hashable, Sendable {
  package indirect enum Content: Hashable, Sendable {
    case scalar(SettingsScalar)
    case sequence([SettingsNode])
    /// In the order of the file. JSON may repeat a key.
    case mapping([SettingsMember])
  }

  package var content: Content
  package var position: TextPosition

  package init(_ content: Content, at position: TextPosition) {
    self.content = content
    self.position = position
  }

  /// The value of the first member with `key`.
  package subscript(key: String) -> SettingsNode? { members.first { $0.key == key }?.value }

  /// Empty unless it is a mapping.
  package var members: [SettingsMember] {
    guard case .mapping(let members) = content else { return [] }
    return members
  }

  /// Empty unless it is a sequence.
  package var elements: [SettingsNode] {
    guard case .sequence(let elements) = content else { return [] }
    return elements
  }

  package var scalar: SettingsScalar? {
    guard case .scalar(let scalar) = content else { return nil }
    return scalar
  }

  package var isMapping: Bool {
    guard case .mapping = content else { return false }
    return true
  }

  package var isSequence: Bool {
    guard case .sequence = content else { return false }
    return true
  }

  /// The text of a scalar of any kind but null.
  package var text: String? {
    guard let scalar, scalar.kind != .null else { return nil }
    return scalar.text
  }

  package var boolean: Bool? { scalar?.boolean }
  package var integer: Int? { scalar?.integer }
}
