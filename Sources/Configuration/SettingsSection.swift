import SettingsFiles

/// One mapping of the configuration with the keys it may have. Reading a value of the wrong kind notes a problem and
/// goes on as if the key were absent.
struct SettingsSection {
  let node: SettingsNode
  let log: ProblemLog

  /// Notes unknown keys at once.
  init(_ node: SettingsNode, _ name: String, keys: [String], _ log: ProblemLog) {
    self.node = node
    self.log = log
    guard node.isMapping else {
      log.add(node.position, "\(name) must be a mapping with keys such as '\(keys[0])'")
      return
    }
    for member in node.members where !keys.contains(member.key) {
      let nearest = Suggestion.nearest(to: member.key, among: keys)
      let advice = nearest.map { "did you mean '\($0)'?" } ?? "\(name) knows \(keys.joined(separator: ", "))"
      log.add(member.keyPosition, "unknown key '\(Self.shown(member.key))': \(advice)")
    }
  }

  /// Nil where the key is absent or left empty.
  func value(_ key: String) -> SettingsNode? {
    guard let value = node[key], value.scalar?.kind != .null else { return nil }
    return value
  }

  func line(_ key: String) -> Int { node.members.first { $0.key == key }?.keyPosition.line ?? node.position.line }

  func text(_ key: String) -> String? {
    guard let value = value(key) else { return nil }
    guard let text = value.text else {
      log.add(value.position, "'\(key)' must be a text")
      return nil
    }
    return text
  }

  func flag(_ key: String) -> Bool? {
    guard let value = value(key) else { return nil }
    guard let flag = value.boolean else {
      log.add(value.position, "'\(key)' must be true or false")
      return nil
    }
    return flag
  }

  func number(_ key: String, atLeast least: Double = 0) -> Double? {
    guard let value = value(key) else { return nil }
    guard let scalar = value.scalar, scalar.kind == .number, let number = Double(scalar.text), number.isFinite,
      number >= least
    else {
      log.add(value.position, "'\(key)' must be a number of at least \(least)")
      return nil
    }
    return number
  }

  /// A list, or one value standing for a list of one; each element turned into a value or into a problem.
  func list<Value>(_ key: String, _ what: String, _ make: (String) -> Value?) -> [Value] {
    guard let value = value(key) else { return [] }
    return Self.list(value, key, what, log, make)
  }

  static func list<Value>(
    _ value: SettingsNode, _ key: String, _ what: String, _ log: ProblemLog, _ make: (String) -> Value?
  ) -> [Value] {
    let elements = value.isSequence ? value.elements : [value]
    return elements.compactMap { element in
      if let text = element.text, let made = make(text) { return made }
      log.add(element.position, "'\(key)': \(element.text.map { "'\(shown($0))'" } ?? "this") is not \(what)")
      return nil
    }
  }

  /// Text of the file in a message: short, and nothing that a terminal would obey.
  static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(60).map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: "\u{fffd}"
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
