import TrafficModel

/// A text of a definition, with its place there.
struct DefinitionText: Hashable, Sendable {
  enum Place: Sendable {
    /// Where a model looks for what a tool is.
    case description
    case parameterName
    /// Values, unknown keys: nothing that anybody reads who looks the tool up.
    case elsewhere
  }

  var place: Place
  var text: String

  static func all(of definition: ToolDefinition) -> [DefinitionText] {
    let read = JSONTexts(definition.definition.text)
    return read.items.compactMap { item in
      if item.kind == .word { return nil }
      let path = read.path(item)
      let text = read.string(item)
      if item.kind == .key {
        if let holder = path.dropLast().last, holders.contains(holder) {
          return Self(place: .parameterName, text: text)
        }
        return known.contains(text) ? nil : Self(place: .elsewhere, text: text)
      }
      let key = path.last { Int($0) == nil } ?? ""
      return Self(place: descriptions.contains(key) ? .description : .elsewhere, text: text)
    }
  }

  /// The words of a parameter's name, as a sentence.
  var wordsOfName: String { NameWords.words(of: text).joined(separator: " ") }

  private static let descriptions: Set<String> = ["description", "title", "name"]

  /// Keys whose members are named by the server.
  private static let holders: Set<String> = [
    "properties", "patternProperties", "$defs", "definitions", "input_parameters", "output_parameters",
  ]

  /// Keys of definitions and of JSON Schema.
  private static let known: Set<String> = [
    "name", "description", "title", "inputSchema", "outputSchema", "annotations", "icons", "execution", "_meta", "type",
    "properties", "required", "items", "default", "enum", "const", "examples", "example", "anyOf", "oneOf", "allOf",
    "not", "additionalProperties", "format", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "$schema", "$ref", "$id", "$defs", "definitions",
    "readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint", "nullable", "multipleOf", "if", "then",
    "else",
    "prefixItems", "patternProperties", "propertyNames", "contains", "dependencies", "minProperties", "maxProperties",
    "contentEncoding", "contentMediaType", "deprecated", "readOnly", "writeOnly", "input_parameters",
    "output_parameters", "params",
  ]
}
