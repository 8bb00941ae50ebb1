/// A key, where it stands, and its value.
package struct SettingsMember: Hashable, Sendable {
  package var key: String
  package var keyPosition: TextPosition
  package var value: SettingsNode

  package init(key: String, keyPosition: TextPosition, value: SettingsNode) {
    self.key = key
    self.keyPosition = keyPosition
    self.value = value
  }
}
