/// The grammar of numbers (RFC 8259 §6).
enum JSONNumber {
  /// The length of the number that begins at `start`; 0 when none does.
  static func length(_ text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    func digits() -> Int {
      let first = index
      while index < text.count, TextClass.isDigit(text[index]) { index += 1 }
      return index - first
    }
    if index < text.count, text[index] == 0x2d { index += 1 }
    let integerStart = index
    let integerDigits = digits()
    guard integerDigits > 0, integerDigits == 1 || text[integerStart] != 0x30 else { return 0 }
    if index < text.count, text[index] == 0x2e {
      index += 1
      guard digits() > 0 else { return 0 }
    }
    if index < text.count, text[index] | 0x20 == 0x65 {
      index += 1
      if index < text.count, text[index] == 0x2b || text[index] == 0x2d { index += 1 }
      guard digits() > 0 else { return 0 }
    }
    return index - start
  }
}
