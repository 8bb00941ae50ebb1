/// Base64 (RFC 4648 §4) of texts to look for.
enum Base64Text {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for index in 0..<4 {
        text.append(index <= group.count ? alphabet[Int(word >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// How `bytes` look inside the base64 of something longer, at each of the three places they can begin; characters that
  /// depend on neighbours are left out.
  static func atEveryOffset(_ bytes: [UInt8]) -> [String] {
    (0..<3).map { offset in
      let padded = [UInt8](repeating: 0x20, count: offset) + bytes
      let text = Array(encoded(padded).utf8)
      let first = [0, 2, 3][offset]
      let end = padded.count * 8 / 6
      return String(decoding: text[min(first, end)..<end], as: UTF8.self)
    }
  }
}
