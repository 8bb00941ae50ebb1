/// Stands for a secret (token, cookie, session id, `requestState`) that must never be stored: the first 16 bytes of its
/// HMAC-SHA256 under the case key. Equal secrets give equal hashes under one key, and nothing can be read from it.
public struct KeyedHash: Hashable, Comparable, Sendable {
  /// The first 128 bits of the code.
  public var bits: UInt128

  /// From a record.
  public init(bits: UInt128) { self.bits = bits }

  /// By number.
  public static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }

  /// 32 lower-case hexadecimal digits.
  public var text: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
