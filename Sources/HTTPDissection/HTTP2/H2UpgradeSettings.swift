/// The `HTTP2-Settings` field of an upgrade request: a SETTINGS payload in base64url (RFC 7540 §3.2.1).
package enum H2UpgradeSettings {
  /// Parameters in their order; empty where the value is not what it should be.
  package static func parameters(in text: ArraySlice<UInt8>) -> [(id: UInt16, value: UInt32)] {
    guard let bytes = decode(text), bytes.count % 6 == 0 else { return [] }
    return stride(from: 0, to: bytes.count, by: 6).map { start in
      let word = bytes[start..<start + 6].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      return (UInt16(truncatingIfNeeded: word >> 32), UInt32(truncatingIfNeeded: word))
    }
  }

  private static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text where character != UInt8(ascii: "=") {
      guard let digit = digit(character) else { return nil }
      bits = bits << 6 | digit
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
    return bytes
  }

  private static func digit(_ character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "-"), UInt8(ascii: "+"): 62
    case UInt8(ascii: "_"), UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
