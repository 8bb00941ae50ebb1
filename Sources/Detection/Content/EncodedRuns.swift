import Inflation

/// Text in a text: runs that look encoded, decoded.
package enum EncodedRuns {
  package enum Encoding: String, CaseIterable, Sendable {
    case base64
    case base32
    case hexadecimal
    case percent
    /// Inside one of the others.
    case compressed
  }

  /// Shorter runs are words.
  private static let shortest = 40
  private static let most = 16
  /// Bytes of one run that are decoded.
  private static let longest = 64 << 10
  /// Bytes that one compressed run is inflated to.
  private static let inflatedBytes = 128 << 10

  /// What `text` holds in encodings. A run that was cut off the beginning of a longer one is decoded at all offsets.
  package static func decoded(_ text: [UInt8]) -> [(encoding: Encoding, bytes: [UInt8])] {
    var found: [(Encoding, [UInt8])] = []
    for run in runs(text).prefix(most) {
      if run.allSatisfy({ value(hexadecimal: $0) != nil }) {
        for offset in 0..<2 {
          found.append((.hexadecimal, decode(run.dropFirst(offset), bits: 4, value(hexadecimal:))))
        }
      }
      if run.allSatisfy({ value(base32: $0) != nil }) {
        for offset in 0..<8 { found.append((.base32, decode(run.dropFirst(offset), bits: 5, value(base32:)))) }
      }
      for offset in 0..<4 { found.append((.base64, decode(run.dropFirst(offset), bits: 6, value(base64:)))) }
    }
    if let plain = percentDecoded(text) { found.append((.percent, plain)) }
    for (_, bytes) in found where Inflation.looksCompressed(bytes) {
      if let plain = Inflation.inflated(bytes, limit: inflatedBytes) { found.append((.compressed, plain)) }
    }
    return found
  }

  private static func runs(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    guard text.mayHoldRun(of: shortest, { value(base64: $0) != nil }) else { return [] }
    var runs: [ArraySlice<UInt8>] = []
    var start = 0
    for index in 0...text.count where index == text.count || value(base64: text[index]) == nil {
      if index - start >= shortest, !isWordy(text[start..<index]) { runs.append(text[start..<index].prefix(longest)) }
      start = index + 1
    }
    return runs
  }

  /// Paths and identifiers are made of the same characters, but hardly of as many kinds.
  private static func isWordy(_ run: ArraySlice<UInt8>) -> Bool {
    let separators = run.count { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    return separators * 6 > run.count
  }

  private static func decode(_ run: ArraySlice<UInt8>, bits: Int, _ value: (UInt8) -> UInt8?) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(run.count * bits / 8)
    var (buffer, filled) = (UInt32(0), 0)
    for symbol in run {
      buffer = buffer << UInt32(bits) | UInt32(value(symbol) ?? 0)
      filled += bits
      guard filled >= 8 else { continue }
      filled -= 8
      bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(filled)))
    }
    return bytes
  }

  private static func value(base64 byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5a: byte - 0x41
    case 0x61...0x7a: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }

  private static func value(base32 byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5a: byte - 0x41
    case 0x61...0x7a: byte - 0x61
    case 0x32...0x37: byte - 0x32 + 26
    default: nil
    }
  }

  private static func value(hexadecimal byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  private static func holdsPercents(_ text: [UInt8]) -> Bool {
    text.withUnsafeBytes { text in
      var from = 0
      for _ in 0..<3 {
        guard let found = text.firstOffset(of: UInt8(ascii: "%"), from: from) else { return false }
        from = found + 1
      }
      return true
    }
  }

  /// Nil for text in which little is encoded so.
  static func percentDecoded(_ text: [UInt8]) -> [UInt8]? {
    guard holdsPercents(text) else { return nil }
    var plain: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "%"), index + 2 < text.count, let high = value(hexadecimal: text[index + 1]),
        let low = value(hexadecimal: text[index + 2])
      {
        plain.append(high << 4 | low)
        index += 3
      } else {
        plain.append(text[index] == UInt8(ascii: "+") ? 0x20 : text[index])
        index += 1
      }
    }
    return plain
  }
}
