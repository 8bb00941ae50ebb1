/// Bytes written as hexadecimal digits.
enum Hexadecimal {
  /// Nil unless `text` is pairs of digits and nothing else.
  static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    guard !text.isEmpty, text.utf8.count % 2 == 0, text.utf8.count <= 65_536 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for digit in text.utf8 {
      let value: UInt8
      switch digit {
      case 48...57: value = digit - 48
      case 65...70: value = digit - 55
      case 97...102: value = digit - 87
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }
}
