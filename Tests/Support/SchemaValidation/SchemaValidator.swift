import Foundation

/// Judges values by the keywords of JSON Schema 2020-12 that the record schema uses, and demands besides that every key of an
/// object is described by it (what `unevaluatedProperties: false` would say).
package struct SchemaValidator {
  /// A keyword that is not among these fails the test: it would be silently ignored.
  static let keywords: Set<String> = [
    "$ref", "type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "const", "enum",
    "pattern", "minimum", "maximum", "allOf", "anyOf", "oneOf", "description", "$defs", "$schema", "$id", "title",
  ]

  private let root: [String: Any]

  package init(_ text: String) throws { root = try members(text) }

  /// What is wrong with `value`; empty when nothing is.
  package func problems(_ value: Any) -> [String] {
    guard let object = value as? [String: Any], let type = object["event_type"] as? String,
      let definition = definition(type)
    else { return ["no event_type that the schema knows"] }
    return problems(value, definition, at: type) + undescribed(value, definition, at: type)
  }

  func definition(_ name: String) -> [String: Any]? { (root["$defs"] as? [String: Any])?[name] as? [String: Any] }

  package var unknownKeywords: Set<String> { unknownKeywords(in: root) }

  private func unknownKeywords(in schema: [String: Any]) -> Set<String> {
    var found = Set(schema.keys).subtracting(Self.keywords)
    for container in ["properties", "$defs"] {
      for case let child as [String: Any] in (schema[container] as? [String: Any] ?? [:]).values {
        found.formUnion(unknownKeywords(in: child))
      }
    }
    for list in ["allOf", "anyOf", "oneOf"] {
      for child in schema[list] as? [[String: Any]] ?? [] { found.formUnion(unknownKeywords(in: child)) }
    }
    for single in ["items", "additionalProperties"] {
      if let child = schema[single] as? [String: Any] { found.formUnion(unknownKeywords(in: child)) }
    }
    return found
  }

  // MARK: Judging

  private func problems(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    var found: [String] = []
    if let target = resolve(schema) { found += problems(value, target, at: path) }
    for child in schema["allOf"] as? [[String: Any]] ?? [] { found += problems(value, child, at: path) }
    for list in ["anyOf", "oneOf"] {
      guard let choices = schema[list] as? [[String: Any]] else { continue }
      let matching = choices.count { problems(value, $0, at: path).isEmpty }
      if matching == 0 || (list == "oneOf" && matching > 1) { found.append("\(path): \(list) matches \(matching)") }
    }
    if let type = schema["type"], !types(type).contains(where: { Self.isType(value, $0) }) {
      found.append("\(path): not of type \(type)")
    }
    if let constant = schema["const"], !Self.equal(value, constant) { found.append("\(path): not \(constant)") }
    if let choices = schema["enum"] as? [Any], !choices.contains(where: { Self.equal(value, $0) }) {
      found.append("\(path): not one of \(choices)")
    }
    return found + scalarProblems(value, schema, at: path) + containerProblems(value, schema, at: path)
  }

  private func scalarProblems(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    var found: [String] = []
    if let text = value as? String, let pattern = schema["pattern"] as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      found.append("\(path): \(text) does not match \(pattern)")
    }
    if let number = value as? NSNumber, !Self.isType(value, "boolean") {
      if let least = schema["minimum"] as? NSNumber, number.doubleValue < least.doubleValue {
        found.append("\(path): below \(least)")
      }
      if let most = schema["maximum"] as? NSNumber, number.doubleValue > most.doubleValue {
        found.append("\(path): above \(most)")
      }
    }
    return found
  }

  private func containerProblems(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    var found: [String] = []
    if let array = value as? [Any] {
      if let least = schema["minItems"] as? Int, array.count < least { found.append("\(path): too few") }
      if let most = schema["maxItems"] as? Int, array.count > most { found.append("\(path): too many") }
      if let items = schema["items"] as? [String: Any] {
        for element in array { found += problems(element, items, at: path + "[]") }
      }
    }
    guard let object = value as? [String: Any] else { return found }
    for key in schema["required"] as? [String] ?? [] where object[key] == nil { found.append("\(path): no \(key)") }
    let properties = schema["properties"] as? [String: Any] ?? [:]
    for (key, member) in object {
      if let child = properties[key] as? [String: Any] {
        found += problems(member, child, at: "\(path).\(key)")
      } else if let other = schema["additionalProperties"] as? [String: Any] {
        found += problems(member, other, at: "\(path).\(key)")
      } else if schema["additionalProperties"] as? Bool == false {
        found.append("\(path): \(key) is not allowed")
      }
    }
    return found
  }

  // MARK: Keys

  private func undescribed(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    guard let object = value as? [String: Any] else { return [] }
    let known = describedKeys(schema)
    return object.keys.filter { !known.contains($0) }.map { "\(path): \($0) is not described" }
  }

  private func describedKeys(_ schema: [String: Any]) -> Set<String> {
    var keys = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
    if let target = resolve(schema) { keys.formUnion(describedKeys(target)) }
    for child in schema["allOf"] as? [[String: Any]] ?? [] { keys.formUnion(describedKeys(child)) }
    return keys
  }

  // MARK: Values

  private func resolve(_ schema: [String: Any]) -> [String: Any]? {
    guard let reference = schema["$ref"] as? String else { return nil }
    return definition(String(reference.dropFirst("#/$defs/".count))) ?? [
      "const": "a reference to nothing: \(reference)"
    ]
  }

  private func types(_ type: Any) -> [String] { type as? [String] ?? [type as? String ?? ""] }

  private static func isType(_ value: Any, _ type: String) -> Bool {
    let isBoolean = (value as? NSNumber).map { CFGetTypeIDIsBoolean($0) } ?? false
    return switch type {
    case "null": value is NSNull
    case "string": value is String
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "boolean": isBoolean
    case "number": value is NSNumber && !isBoolean
    case "integer": (value as? NSNumber).map { !isBoolean && $0.doubleValue.rounded() == $0.doubleValue } ?? false
    default: false
    }
  }

  private static func CFGetTypeIDIsBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

  private static func equal(_ a: Any, _ b: Any) -> Bool {
    switch (a, b) {
    case (let a as NSNumber, let b as NSNumber): a == b
    case (let a as String, let b as String): a == b
    default: false
    }
  }
}
