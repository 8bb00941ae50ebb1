import TrafficModel

extension ToolDefinition {
  /// Every text of the definition that a model may read, keys of the schema included.
  var texts: [String] {
    var texts = JSONLeaves.keys(definition.text)
    for leaf in JSONLeaves.leaves(definition.text) { if case .text(let text) = leaf.value { texts.append(text) } }
    return texts
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
}

extension JSONExcerpt {
  /// The texts that a model reads of a result: all but what is marked as encoded.
  var readableTexts: [String] {
    JSONLeaves.leaves(text).compactMap { leaf in
      guard case .text(let text) = leaf.value, let key = leaf.path.last, !["data", "blob", "mimeType"].contains(key)
      else {
        return nil
      }
      return text
    }
  }
}
