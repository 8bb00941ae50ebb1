/// The encoding of RFC 4648 §4.
enum Base64 {
  /// The character for six bits.
  static func digit(_ bits: UInt8) -> UInt8 { digits.utf8Start[Int(bits & 63)] }

  private static let digits: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
}
