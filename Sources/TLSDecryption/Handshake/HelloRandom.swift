package import ByteParsing

/// The 32 random bytes of a hello. The client's names a session in key logs.
package struct HelloRandom: Hashable, Sendable {
  package var high: UInt128
  package var low: UInt128

  package init(high: UInt128, low: UInt128) {
    self.high = high
    self.low = low
  }

  package init(parsing cursor: inout ByteCursor) throws(DecodeError) {
    high = try cursor.readUInt128()
    low = try cursor.readUInt128()
  }

  package var bytes: [UInt8] {
    [high, low].flatMap { word in (0..<16).map { UInt8(truncatingIfNeeded: word >> UInt128(120 - 8 * $0)) } }
  }

  /// What a ServerHello carries when it is a HelloRetryRequest: SHA-256 of "HelloRetryRequest" (RFC 8446 §4.1.3).
  static let helloRetryRequest = HelloRandom(
    high: 0xcf21_ad74_e59a_6111_be1d_8c02_1e65_b891, low: 0xc2a2_1116_7abb_8c5e_079e_09e2_c8a8_339c)
}
