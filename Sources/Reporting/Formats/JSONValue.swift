import TrafficModel

/// A JSON document in the making. Keys stand in the order they were given; the text is the same everywhere.
indirect enum JSONValue: Sendable {
  case text(String)
  case whole(Int64)
  case number(Double)
  case bool(Bool)
  case null
  case list([JSONValue])
  case object([(String, JSONValue)])

  static func text(_ text: UntrustedText) -> JSONValue { .text(text.rawTextForMatchingAndStorage) }
  static func text(_ text: UntrustedText?) -> JSONValue { text.map { .text($0) } ?? .null }
  static func text(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }
  static func integer(_ number: some BinaryInteger) -> JSONValue { .whole(Int64(clamping: number)) }

  /// Two spaces to each level, a line feed at the end.
  var document: String {
    var text = ""
    write(to: &text, depth: 0)
    return text + "\n"
  }

  private func write(to text: inout String, depth: Int) {
    switch self {
    case .text(let value): Self.quote(value, to: &text)
    case .whole(let value): text += String(value)
    case .number(let value): text += value.isFinite ? ScoreWords.text(value) : "null"
    case .bool(let value): text += value ? "true" : "false"
    case .null: text += "null"
    case .list(let values):
      Self.nest("[", "]", values.count, depth, &text) { values[$0].write(to: &$1, depth: depth + 1) }
    case .object(let members):
      Self.nest("{", "}", members.count, depth, &text) {
        Self.quote(members[$0].0, to: &$1)
        $1 += ": "
        members[$0].1.write(to: &$1, depth: depth + 1)
      }
    }
  }

  private static func nest(
    _ open: String, _ close: String, _ count: Int, _ depth: Int, _ text: inout String,
    _ body: (Int, inout String) -> Void
  ) {
    text += open
    for index in 0..<count {
      text += index == 0 ? "\n" : ",\n"
      text += String(repeating: "  ", count: depth + 1)
      body(index, &text)
    }
    if count > 0 { text += "\n" + String(repeating: "  ", count: depth) }
    text += close
  }

  /// Characters that a reader does not see are escaped: they would act on whoever prints the file.
  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }
}
