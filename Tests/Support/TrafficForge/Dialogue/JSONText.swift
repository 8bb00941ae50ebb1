/// A JSON text as it will stand on the wire, key order and spelling included.
package struct JSONText: Hashable, Sendable, ExpressibleByStringLiteral {
  package var text: String

  package init(_ text: String) { self.text = text }
  package init(stringLiteral text: String) { self.text = text }

  package var bytes: [UInt8] { Array(text.utf8) }

  /// A JSON string with quotes. `asciiOnly` writes everything else as `\u` escapes, surrogate pairs included.
  package static func string(_ value: String, asciiOnly: Bool = false) -> Self {
    var text = "\""
    for scalar in value.unicodeScalars { append(scalar, asciiOnly: asciiOnly, into: &text) }
    return Self(text + "\"")
  }

  package static func object(_ members: [(String, JSONText)]) -> Self {
    Self("{" + members.map { string($0).text + ":" + $1.text }.joined(separator: ",") + "}")
  }

  package static func array(_ elements: [JSONText]) -> Self {
    Self("[" + elements.map(\.text).joined(separator: ",") + "]")
  }

  private static func append(_ scalar: Unicode.Scalar, asciiOnly: Bool, into text: inout String) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case _ where scalar.value < 0x20 || (asciiOnly && scalar.value > 0x7e):
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    default: text.unicodeScalars.append(scalar)
    }
  }
}
