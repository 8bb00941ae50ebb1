import ByteParsing

/// The `HTTP2-Settings` field of an upgrade request: a SETTINGS payload in base64url (RFC 7540 §3.2.1).
package enum H2UpgradeSettings {
  /// Parameters in their order; empty where the value is not what it should be.
  package static func parameters(in text: ArraySlice<UInt8>) -> [(id: UInt16, value: UInt32)] {
    guard let bytes = Base64.decode(text), bytes.count % 6 == 0 else { return [] }
    return stride(from: 0, to: bytes.count, by: 6).map { start in
      let word = bytes[start..<start + 6].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      return (UInt16(truncatingIfNeeded: word >> 32), UInt32(truncatingIfNeeded: word))
    }
  }
}
