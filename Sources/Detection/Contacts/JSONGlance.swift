/// Quick looks into compact JSON for what is at most a hint: nothing is parsed.
enum JSONGlance {
  /// The whole number that follows the first occurrence of `marker`.
  static func number(after marker: String, in text: [UInt8]) -> Int64? {
    let pattern = Array(marker.utf8)
    guard let start = text.firstRange(of: pattern, limit: 64 << 10)?.upperBound else { return nil }
    let digits = text[start...].prefix(while: { (0x30...0x39).contains($0) }).prefix(15)
    return Int64(String(decoding: digits, as: UTF8.self))
  }
}

extension [UInt8] {
  /// Where `pattern` first occurs among the first `limit` bytes.
  func firstRange(of pattern: [UInt8], limit: Int) -> Range<Int>? {
    let start = withUnsafeBytes { bytes in
      pattern.withUnsafeBytes { bytes.firstOffset(of: $0, notBeyond: limit) }
    }
    return start.map { $0..<$0 + pattern.count }
  }
}
