import TrafficModel

import SettingsFiles

/// One setting anywhere in a file: the keys that lead to it, without case and separators, and its value.
struct SettingsEntry {
  var path: [String]
  var key: String
  var keyPosition: TextPosition
  var node: SettingsNode

  var name: String { path.last ?? "" }

  /// Every setting below `root`, outer ones first. Elements of lists stand under the key of their list.
  static func all(_ root: SettingsNode) -> [SettingsEntry] {
    var entries: [SettingsEntry] = []
    var open: [(node: SettingsNode, path: [String])] = [(root, [])]
    while let (node, path) = open.popLast() {
      var inner: [(node: SettingsNode, path: [String])] = []
      for member in node.members {
        let name = path + [SecretKeyName.normalized(member.key)]
        entries.append(
          SettingsEntry(path: name, key: member.key, keyPosition: member.keyPosition, node: member.value))
        inner.append((member.value, name))
      }
      for element in node.elements { inner.append((element, path)) }
      open += inner.reversed()
    }
    return entries
  }

  /// The scalars of a value: itself, or the elements of a list.
  var scalars: [SettingsNode] {
    node.isSequence ? node.elements.filter { $0.scalar != nil } : node.scalar == nil ? [] : [node]
  }
}
