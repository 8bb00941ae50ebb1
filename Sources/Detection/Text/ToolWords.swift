import TrafficModel

extension ToolDefinition {
  /// Every text of the definition that a model may read, keys of the schema included.
  var texts: [String] {
    let read = JSONTexts(definition.text)
    return read.items.compactMap { $0.kind == .word ? nil : read.string($0) }
  }

  /// Names of parameters: the keys of every `properties`.
  var parameterNames: [String] {
    var names: [String] = []
    for leaf in JSONLeaves.leaves(definition.text) {
      for (place, key) in leaf.path.enumerated().dropLast() where key == "properties" {
        names.append(leaf.path[place + 1])
      }
    }
    return names
  }

  /// Parameters that may be left out, as their schema gives a value for that.
  var parametersWithDefault: Set<String> {
    let read = JSONTexts(definition.text)
    var names: Set<String> = []
    for item in read.items where item.kind != .key {
      let path = read.path(item).suffix(3)
      if path.count == 3, path.first == "properties", path.last == "default" {
        names.formUnion(path.dropLast().suffix(1))
      }
    }
    return names
  }
}
