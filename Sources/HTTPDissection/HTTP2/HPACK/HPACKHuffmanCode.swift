/// The Huffman code of RFC 7541 appendix B.
///
/// The code is canonical: sorted by length and then by symbol, each code word is the one before it plus one. So the lengths
/// alone define it, and a window of 32 bits is decoded by comparing it with the end of each length's range.
package struct HPACKHuffmanCode: Sendable {
  /// The code words of one length.
  private struct Group: Sendable {
    var length: UInt32
    /// Beyond the last code word of this length, moved to the top of 32 bits.
    var end: UInt64
    /// The first code word, as a number.
    var first: UInt32
    /// Where its symbol stands in `symbols`.
    var position: Int
  }

  static let endOfString: UInt16 = 256
  package static let shared = HPACKHuffmanCode()

  private var groups: [Group] = []
  private var symbols: [UInt16] = []

  private init() {
    var next: UInt32 = 0
    for length in 5...30 as ClosedRange<UInt32> {
      next <<= 1
      let members = Self.lengths.indices.filter { Self.lengths[$0] == UInt8(length) }
      guard !members.isEmpty else { continue }
      let first = next
      next += UInt32(members.count)
      let end = UInt64(next) << UInt64(32 - length)
      groups.append(Group(length: length, end: end, first: first, position: symbols.count))
      symbols += members.map { UInt16($0) }
    }
  }

  /// The symbol whose code word begins `window`, and the length of the code word.
  func symbol(in window: UInt32) -> (symbol: UInt16, length: Int) {
    for group in groups where UInt64(window) < group.end {
      let offset = Int((window >> (32 - group.length)) - group.first)
      return (symbols[group.position + offset], Int(group.length))
    }
    return (Self.endOfString, 30)
  }

  /// The code word of a symbol, from the right, and its length.
  package func codeWord(of symbol: UInt16) -> (bits: UInt32, length: Int) {
    let position = symbols.firstIndex(of: symbol) ?? 0
    guard let group = groups.last(where: { $0.position <= position }) else { return (0, 0) }
    return (group.first + UInt32(position - group.position), Int(group.length))
  }

  /// The bits of the code word of each byte, and of the end of the string.
  private static let lengths: [UInt8] = [
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
    28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
    5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
    13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
    15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
    6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
    20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
    24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
    22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
    21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
    26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
    19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
    20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
    26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
    30,
  ]
}
