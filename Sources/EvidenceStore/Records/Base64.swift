/// The encoding of RFC 4648 §4, with padding.
enum Base64 {
  static func encode(_ bytes: some Collection<UInt8>) -> String {
    String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
      var count = 0
      var bits: UInt32 = 0
      var held: UInt32 = 0
      for byte in bytes {
        bits = bits << 8 | UInt32(byte)
        held += 8
        while held >= 6 {
          held -= 6
          text[count] = digits.utf8Start[Int(bits >> held & 63)]
          count += 1
        }
      }
      if held > 0 {
        text[count] = digits.utf8Start[Int(bits << (6 - held) & 63)]
        count += 1
      }
      while count % 4 != 0 {
        text[count] = UInt8(ascii: "=")
        count += 1
      }
      return count
    }
  }

  private static let digits: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
}
