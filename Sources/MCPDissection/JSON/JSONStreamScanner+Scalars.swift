import TrafficModel

/// Numbers and literals.
extension JSONStreamScanner {
  mutating func scanNumber(_ text: UnsafeRawBufferPointer, from start: Int, _ moment: Moment) -> Int {
    var index = start
    while index < text.count, Self.isNumberByte(text[index]) { index &+= 1 }
    guard index < text.count else { return index }
    // Nearly all numbers are short and in one piece: these two comparisons are all they cost.
    if cutNumber != nil || index &- numberStart >= NumberSize.shortest { judgeNumber(text, upTo: index) }
    valueEnded(text, index, moment)
    return index
  }

  private mutating func judgeNumber(_ text: UnsafeRawBufferPointer, upTo end: Int) {
    guard message.isJudgingNumbers else { return }
    measureNumber(text, upTo: end)
    if cutNumber?.isBeyondDouble == true { message.carriedOddities.insert(.hugeNumber) }
    cutNumber = nil
  }

  /// The piece ends inside a number, or right behind it.
  mutating func carryNumber(_ text: UnsafeRawBufferPointer) {
    if message.isJudgingNumbers { measureNumber(text, upTo: text.count) }
  }

  private mutating func measureNumber(_ text: UnsafeRawBufferPointer, upTo end: Int) {
    var size = cutNumber ?? NumberSize()
    size.accept(text[numberStart..<end])
    cutNumber = size
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  mutating func stepLiteral(_ text: UnsafeRawBufferPointer, _ index: Int, _ moment: Moment) {
    literal = (literal.text << 8 | UInt64(text[index]), literal.count + 1)
    switch (literal.count, literal.text) {
    case (4, 0x7472_7565), (4, 0x6e75_6c6c), (5, 0x66_616c_7365): valueEnded(text, index &+ 1, moment)
    case (5..., _): fail(text, index, moment)
    default: break
    }
  }

  static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
