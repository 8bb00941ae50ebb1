/// Sentences that a text holds in an encoding, which a model reads and a person does not.
enum EncodedText {
  private static let shortest = 16

  static func decoded(_ text: [UInt8]) -> [[UInt8]] {
    var found = EncodedRuns.decoded(text).filter { $0.encoding != .percent }.map(\.bytes)
    if let spaced = spacedFigures(text) { found.append(spaced) }
    return found.filter(isPlain)
  }

  private static func isPlain(_ bytes: [UInt8]) -> Bool {
    bytes.count >= shortest && bytes.count { $0 == 0x20 } >= 2
      && bytes.allSatisfy { (0x20..<0x7f).contains($0) || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
  }

  /// Pairs of hexadecimal figures with blanks, commas or colons between, the longest row of them.
  private static func spacedFigures(_ text: [UInt8]) -> [UInt8]? {
    var (row, best): ([UInt8], [UInt8]) = ([], [])
    var index = 0
    while index < text.count {
      if index + 1 < text.count, let high = figure(text[index]), let low = figure(text[index + 1]),
        index + 2 == text.count || separators.contains(text[index + 2])
      {
        row.append(high << 4 | low)
        index += 3
      } else {
        if row.count > best.count { best = row }
        row.removeAll(keepingCapacity: true)
        index += 1
      }
    }
    if row.count > best.count { best = row }
    return best.count >= shortest ? best : nil
  }

  private static let separators = Set(" ,:".utf8)

  private static func figure(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
