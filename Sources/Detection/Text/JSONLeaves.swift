/// Reads compact JSON that may be cut off, for its texts and numbers and where they stand. One pass, no recursion.
package struct JSONLeaves {
  package enum Value: Hashable, Sendable {
    case text(String)
    case number(Double)
    case bool(Bool)
  }

  package struct Leaf: Hashable, Sendable {
    /// Keys and indices from the root.
    package var path: [String]
    package var value: Value
  }

  /// Leaves that are read; the rest of a larger value is not looked at.
  private static let leafLimit = 20_000
  private static let depthLimit = 128

  private let bytes: [UInt8]
  private var position = 0
  private var path: [String] = []
  /// Of each open container: nil for an object, else the index of the next element.
  private var containers: [Int?] = []
  private(set) var leaves: [Leaf] = []
  /// Every key of every object.
  private(set) var keys: [String] = []

  package static func leaves(_ json: [UInt8]) -> [Leaf] {
    var reader = JSONLeaves(bytes: json)
    reader.read()
    return reader.leaves
  }

  package static func keys(_ json: [UInt8]) -> [String] {
    var reader = JSONLeaves(bytes: json)
    reader.read()
    return reader.keys
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func read() {
    while position < bytes.count, leaves.count < Self.leafLimit, keys.count < Self.leafLimit {
      switch bytes[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isObject = bytes[position] == UInt8(ascii: "{")
        guard containers.count < Self.depthLimit else { return }
        containers.append(isObject ? nil : 0)
        path.append(isObject ? "" : "0")
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if containers.popLast() != nil { path.removeLast() }
        position += 1
      case UInt8(ascii: ","):
        if let last = containers.last, let index = last {
          containers[containers.count - 1] = index + 1
          path[path.count - 1] = String(index + 1)
        }
        position += 1
      case UInt8(ascii: "\""): readText()
      case UInt8(ascii: ":"), 0x20, 0x09, 0x0a, 0x0d: position += 1
      default: readWord()
      }
    }
  }

  private mutating func readText() {
    let text = Self.unescape(bytes, from: &position)
    // A key is followed by a colon.
    if let last = containers.last, last == nil, position < bytes.count, bytes[position] == UInt8(ascii: ":") {
      path[path.count - 1] = text
      keys.append(text)
      position += 1
    } else {
      leaves.append(Leaf(path: path, value: .text(text)))
    }
  }

  private mutating func readWord() {
    let start = position
    while position < bytes.count, !Self.endsWord(bytes[position]) { position += 1 }
    if position == start { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "true": leaves.append(Leaf(path: path, value: .bool(true)))
    case "false": leaves.append(Leaf(path: path, value: .bool(false)))
    default:
      if let number = Double(word), number.isFinite { leaves.append(Leaf(path: path, value: .number(number))) }
    }
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: "\""),
      UInt8(ascii: "{"),
      UInt8(ascii: "["):
      true
    default: false
    }
  }

  /// Reads a string from its opening quote to behind its closing one, or to the end of what was kept.
  private static func unescape(_ bytes: [UInt8], from position: inout Int) -> String {
    position += 1
    var text: [UInt8] = []
    var runStart = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      guard bytes[position] == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      text += bytes[runStart..<position]
      readEscape(bytes, from: &position, into: &text)
      runStart = position
    }
    text += bytes[min(runStart, bytes.count)..<min(position, bytes.count)]
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  private static func readEscape(_ bytes: [UInt8], from position: inout Int, into text: inout [UInt8]) {
    guard position + 1 < bytes.count else {
      position = bytes.count
      return
    }
    let letter = bytes[position + 1]
    position += 2
    switch letter {
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "u"): readUnit(bytes, from: &position, into: &text)
    default: text.append(letter)
    }
  }

  private static func readUnit(_ bytes: [UInt8], from position: inout Int, into text: inout [UInt8]) {
    guard var scalar = hex(bytes, position) else { return }
    position += 4
    if 0xd800..<0xdc00 ~= scalar, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u"), let low = hex(bytes, position + 2), 0xdc00..<0xe000 ~= low
    {
      scalar = 0x10000 + (scalar - 0xd800) << 10 + (low - 0xdc00)
      position += 6
    }
    text += Array(String(Character(Unicode.Scalar(scalar) ?? "\u{fffd}")).utf8)
  }

  private static func hex(_ bytes: [UInt8], _ start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    return UInt32(String(decoding: bytes[start..<start + 4], as: UTF8.self), radix: 16)
  }
}
