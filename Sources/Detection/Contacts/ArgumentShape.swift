import TrafficModel

/// The names of arguments without their values: calls of one shape do the same thing with other words.
package enum ArgumentShape {
  /// Of the compact JSON object `text`; looks at the first `limit` bytes. Never 0.
  package static func hash(_ text: [UInt8], within limit: Int) -> UInt64 {
    text.withUnsafeBytes { hash($0, within: limit) }
  }

  private static func hash(_ text: UnsafeRawBufferPointer, within limit: Int) -> UInt64 {
    var hash = StableHash()
    var depth = 0
    var index = 0
    var isKey = false
    let end = min(text.count, max(0, limit))
    while index < end {
      switch text[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        isKey = depth == 1 && text[index] == UInt8(ascii: "{")
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): isKey = depth == 1
      case UInt8(ascii: "\""):
        let start = index + 1
        index = endOfString(text, from: start, within: end)
        if isKey { for byte in text[start..<index] { hash.combine(UInt64(byte)) } }
        if isKey { hash.combine(256) }
        isKey = false
      default: break
      }
      index += 1
    }
    return hash.value | 1
  }

  /// Where the closing quote is, or `end`.
  private static func endOfString(_ text: UnsafeRawBufferPointer, from start: Int, within end: Int) -> Int {
    let text = UnsafeRawBufferPointer(rebasing: text[..<end])
    var index = start
    while let found = text.firstOffset(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: index) {
      guard text[found] == UInt8(ascii: "\\") else { return found }
      index = found + 2
    }
    return end
  }
}
