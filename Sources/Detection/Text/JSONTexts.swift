import CByteScan

/// The keys and values of compact JSON that may be cut off, with texts unescaped. One pass, no recursion; where nothing is
/// escaped, as in most JSON, nothing is copied.
package struct JSONTexts: Sendable {
  package enum Kind: Sendable {
    case key
    case text
    /// A number, `true`, `false`, `null`, or what is none of them.
    case word
  }

  package struct Item: Sendable {
    package var kind: Kind
    /// Of a key or text in `bytes`; of a word in the JSON itself.
    package var range: Range<Int>
    /// The container it is in; nil at the top.
    var container: Int?
    /// Where in its container: the number of its key's item, or its index in an array; nil before any key.
    var entry: Int?

    /// Not at the top.
    package var isInside: Bool { container != nil }
  }

  /// A container that was opened.
  private struct Container: Sendable {
    var isObject: Bool
    /// Where it is itself.
    var outer: Int?
    var entry: Int?
  }

  /// Items that are read; the rest of a larger value is not looked at.
  private static let itemLimit = 20_000
  private static let depthLimit = 128

  private let json: [UInt8]
  /// Keys and texts, each followed by something that belongs to none: what is found in one stretch of them can be told from
  /// what only neighbours make.
  package private(set) var bytes: [UInt8]
  package private(set) var items: [Item] = []
  /// No byte of `bytes` is beyond ASCII.
  package private(set) var isASCII: Bool

  private var containers: [Container] = []
  private var position = 0
  /// Bytes of the copy, where there is one.
  private var written = 0
  private let isCopied: Bool

  /// - Parameter json: compact, or its beginning.
  package init(_ json: [UInt8]) {
    self.json = json
    bytes = json
    // As most have, at once.
    items.reserveCapacity(16)
    containers.reserveCapacity(8)
    (isASCII, isCopied) = json.withUnsafeBytes {
      // Where texts are copied, it is found out on the way.
      let isCopied = $0.firstOffset(of: UInt8(ascii: "\\"), from: 0) != nil
      return (isCopied || Self.isASCII($0), isCopied)
    }
    guard isCopied else {
      read(into: UnsafeMutableRawBufferPointer(start: nil, count: 0))
      return
    }
    // No escape is shorter than what it stands for, and each text's end has the place of its quote; the last may lack it.
    bytes = [UInt8](unsafeUninitializedCapacity: json.count + 1) { copy, count in
      read(into: UnsafeMutableRawBufferPointer(copy))
      count = written
    }
  }

  private static func isASCII(_ text: UnsafeRawBufferPointer) -> Bool {
    var seen: UInt64 = 0
    var index = 0
    while index &+ 8 <= text.count {
      // Safe: the condition keeps all eight bytes inside the buffer.
      seen |= text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      index &+= 8
    }
    while index < text.count {
      seen |= UInt64(text[index])
      index &+= 1
    }
    return seen & 0x8080_8080_8080_8080 == 0
  }

  // MARK: Asking

  /// A key or text as the matcher of patterns takes it.
  package func withBytes<R>(of item: Item, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[item.range])) }
  }

  package func string(_ item: Item) -> String {
    String(decoding: (item.kind == .word ? json : bytes)[item.range], as: UTF8.self)
  }

  /// Whether the last part of the item's path is one of `names`.
  package func isMember(_ item: Item, named names: [StaticString]) -> Bool {
    guard let container = item.container, containers[container].isObject, let entry = item.entry else { return false }
    let key = items[entry]
    return withBytes(of: key) { bytes in names.contains { $0.isEqual(to: bytes) } }
  }

  /// Whether some object has a member of that name.
  package func hasKey(_ name: String) -> Bool {
    let name = Array(name.utf8)
    return items.contains { $0.kind == .key && bytes[$0.range].elementsEqual(name) }
  }

  /// Keys and indices from the root.
  package func path(_ item: Item) -> [String] {
    var path: [String] = []
    var (container, entry) = (item.container, item.entry)
    while let place = container {
      let isObject = containers[place].isObject
      path.append(isObject ? entry.map { string(items[$0]) } ?? "" : String(entry ?? 0))
      (container, entry) = (containers[place].outer, containers[place].entry)
    }
    return path.reversed()
  }

  // MARK: Reading

  /// - Parameter copy: where texts are unescaped to: a byte longer than the JSON, or empty where nothing is escaped.
  private mutating func read(into copy: UnsafeMutableRawBufferPointer) {
    /// Open containers, innermost last, with the entry being read in each.
    var open: [(container: Int, entry: Int?)] = []
    let json = json
    json.withUnsafeBytes { text in
      while position < text.count, items.count < Self.itemLimit {
        switch text[position] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          guard open.count < Self.depthLimit else { return }
          let isObject = text[position] == UInt8(ascii: "{")
          containers.append(Container(isObject: isObject, outer: open.last?.container, entry: open.last?.entry))
          open.append((containers.count - 1, isObject ? nil : 0))
          position += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          _ = open.popLast()
          position += 1
        case UInt8(ascii: ","):
          if let last = open.last, !containers[last.container].isObject {
            open[open.count - 1].entry = (last.entry ?? 0) + 1
          }
          position += 1
        case UInt8(ascii: "\""): readText(text, copy, &open)
        case UInt8(ascii: ":"), 0x20, 0x09, 0x0a, 0x0d: position += 1
        default: readWord(text, open)
        }
      }
    }
  }

  private mutating func readText(
    _ text: UnsafeRawBufferPointer, _ copy: UnsafeMutableRawBufferPointer,
    _ open: inout [(container: Int, entry: Int?)]
  ) {
    position += 1
    let range = isCopied ? unescape(text, copy) : take(text)
    // A key is followed by a colon.
    if let last = open.last, containers[last.container].isObject, position < text.count,
      text[position] == UInt8(ascii: ":")
    {
      items.append(Item(kind: .key, range: range, container: last.container, entry: items.count))
      open[open.count - 1].entry = items.count - 1
      position += 1
    } else {
      items.append(Item(kind: .text, range: range, container: open.last?.container, entry: open.last?.entry))
    }
  }

  /// A text without escapes, from behind its opening quote to behind its closing one, or to the end of what was kept.
  private mutating func take(_ text: UnsafeRawBufferPointer) -> Range<Int> {
    let start = min(position, text.count)
    let end = text.firstOffset(of: UInt8(ascii: "\""), from: start) ?? text.count
    position = end + 1
    return start..<end
  }

  private mutating func readWord(_ text: UnsafeRawBufferPointer, _ open: [(container: Int, entry: Int?)]) {
    let start = position
    while position < text.count, !Self.endsWord(text[position]) { position += 1 }
    if position == start { position += 1 }
    items.append(
      Item(kind: .word, range: start..<position, container: open.last?.container, entry: open.last?.entry))
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: "\""),
      UInt8(ascii: "{"), UInt8(ascii: "["):
      true
    default: false
    }
  }

  /// To the closing quote, or to the end of what was kept.
  private mutating func unescape(
    _ text: UnsafeRawBufferPointer, _ copy: UnsafeMutableRawBufferPointer
  ) -> Range<Int> {
    let start = written
    var hasNonASCII = false
    let (bytes, place) = (text.assumingMemoryBound(to: UInt8.self), copy.assumingMemoryBound(to: UInt8.self))
    if let source = bytes.baseAddress, let target = place.baseAddress {
      while position < text.count {
        // Never more is written than was read, and the copy is longer than the text.
        position += egret_unescape(
          source + position, text.count - position, target + written, &written, &hasNonASCII)
        guard position < text.count, text[position] == UInt8(ascii: "\\") else { break }
        readLongEscape(text, copy)
      }
    }
    if hasNonASCII { isASCII = false }
    position += 1
    let range = start..<written
    write(UInt8(ascii: "\""), copy)
    return range
  }

  private mutating func write(_ byte: UInt8, _ copy: UnsafeMutableRawBufferPointer) {
    copy[written] = byte
    written += 1
  }

  /// A scalar in hexadecimal, or a backslash that nothing follows.
  private mutating func readLongEscape(_ text: UnsafeRawBufferPointer, _ copy: UnsafeMutableRawBufferPointer) {
    guard position + 1 < text.count else {
      position = text.count
      return
    }
    position += 2
    readUnit(text, copy)
  }

  private mutating func readUnit(_ text: UnsafeRawBufferPointer, _ copy: UnsafeMutableRawBufferPointer) {
    guard var scalar = Self.hex(text, position) else { return }
    position += 4
    if 0xd800..<0xdc00 ~= scalar, position + 1 < text.count, text[position] == UInt8(ascii: "\\"),
      text[position + 1] == UInt8(ascii: "u"), let low = Self.hex(text, position + 2), 0xdc00..<0xe000 ~= low
    {
      scalar = 0x10000 + (scalar - 0xd800) << 10 + (low - 0xdc00)
      position += 6
    }
    if scalar >= 0x80 { isASCII = false }
    let encoded = UTF8.encode(Unicode.Scalar(scalar) ?? "\u{fffd}") ?? UTF8.encodedReplacementCharacter
    for byte in encoded { write(byte, copy) }
  }

  private static func hex(_ text: UnsafeRawBufferPointer, _ start: Int) -> UInt32? {
    guard start + 4 <= text.count else { return nil }
    return UInt32(String(decoding: text[start..<start + 4], as: UTF8.self), radix: 16)
  }
}

extension StaticString {
  fileprivate func isEqual(to bytes: UnsafeRawBufferPointer) -> Bool {
    guard utf8CodeUnitCount == bytes.count else { return false }
    return bytes.elementsEqual(UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount))
  }
}
