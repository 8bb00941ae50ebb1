/// A compact JSON value as text, read where it lies.
///
/// The text was checked by `JSONStreamScanner` but may be cut off anywhere: every accessor answers nil, or stops, at the
/// cut. Reading never recurses, so depth costs nothing.
package struct JSONView: Sendable {
  private let bytes: [UInt8]
  private let range: Range<Int>

  package init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range.clamped(to: bytes.startIndex..<bytes.endIndex)
  }

  package init(_ bytes: [UInt8]) { self.init(bytes, bytes.startIndex..<bytes.endIndex) }

  package var isObject: Bool { first == UInt8(ascii: "{") }
  package var isArray: Bool { first == UInt8(ascii: "[") }
  package var isString: Bool { first == UInt8(ascii: "\"") }
  /// The text of the value.
  package var text: ArraySlice<UInt8> { bytes[range] }

  package var bool: Bool? {
    if text.elementsEqual("true".utf8) { return true }
    return text.elementsEqual("false".utf8) ? false : nil
  }

  /// The value when it is a number without fraction that fits.
  package var integer: Int64? {
    guard let first, first == UInt8(ascii: "-") || isDigit(first) else { return nil }
    return Int64(String(decoding: text, as: UTF8.self))
  }

  package var number: Double? {
    guard let first, first == UInt8(ascii: "-") || isDigit(first) else { return nil }
    return Double(String(decoding: text, as: UTF8.self))
  }

  /// The value when it is a whole string, escapes resolved.
  package var string: String? {
    guard isString, range.count >= 2, end(ofString: range.lowerBound) == range.upperBound else { return nil }
    return Self.unescape(bytes[(range.lowerBound + 1)..<(range.upperBound - 1)])
  }

  /// The value of the last member called `name`, as parsers that keep the last duplicate see it.
  package func member(_ name: StaticString) -> JSONView? {
    var found: JSONView?
    forEachMember { key, value in
      if name.equals(key) { found = value }
      return true
    }
    return found
  }

  /// Calls `body` with each key (escaped as in the text) and value until it answers false.
  package func forEachMember(_ body: (ArraySlice<UInt8>, JSONView) -> Bool) {
    guard isObject else { return }
    var position = range.lowerBound + 1
    while let keyEnd = end(ofString: position), byte(keyEnd) == UInt8(ascii: ":"),
      let valueEnd = end(ofValue: keyEnd + 1)
    {
      guard body(bytes[(position + 1)..<(keyEnd - 1)], JSONView(bytes, (keyEnd + 1)..<valueEnd)) else { return }
      guard byte(valueEnd) == UInt8(ascii: ",") else { return }
      position = valueEnd + 1
    }
  }

  /// The whole elements of an array.
  package var elements: [JSONView] {
    guard isArray else { return [] }
    var elements: [JSONView] = []
    var position = range.lowerBound + 1
    while let end = end(ofValue: position), end > position {
      elements.append(JSONView(bytes, position..<end))
      guard byte(end) == UInt8(ascii: ",") else { break }
      position = end + 1
    }
    return elements
  }

  private var first: UInt8? { byte(range.lowerBound) }

  private func byte(_ index: Int) -> UInt8? { range.contains(index) ? bytes[index] : nil }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Position after the closing quote of the string that opens at `start`.
  private func end(ofString start: Int) -> Int? {
    guard byte(start) == UInt8(ascii: "\"") else { return nil }
    var index = start + 1
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "\""): return index + 1
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  /// Position after the value that begins at `start`.
  private func end(ofValue start: Int) -> Int? {
    guard let first = byte(start) else { return nil }
    if first == UInt8(ascii: "\"") { return end(ofString: start) }
    var index = start
    var depth = 0
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        guard let end = end(ofString: index) else { return nil }
        index = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0 else { return index }
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: ","): if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    // A number or literal may end with the text; a container may not.
    return depth == 0 ? index : nil
  }
}
