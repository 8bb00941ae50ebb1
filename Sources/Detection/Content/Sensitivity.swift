/// What makes a text one that should not travel on.
package enum Sensitivity {
  private static let markers: [(text: [UInt8], why: String)] = [
    ("/.ssh/", "a key folder"), ("id_rsa", "a private key"), ("id_ed25519", "a private key"),
    ("/etc/shadow", "passwords"),
    ("/etc/passwd", "accounts"), (".aws/credentials", "cloud credentials"), ("/.env", "settings with secrets"),
    ("private key-----", "a private key"), ("confidential", "a confidential mark"),
    ("aws_secret_access_key", "cloud credentials"),
    ("api_key=", "a key"), ("password=", "a password"), ("password:", "a password"), ("db_password", "a password"),
  ].map { (Array($0.0.utf8), $0.1) }

  /// Why `plain` (of `PlainText`) is sensitive, if it is. `raw` is searched for credentials.
  package static func reason(plain: [UInt8], raw: [UInt8]) -> String? {
    if let secret = SecretWords.certain(in: raw).first { return SecretWords.article(secret) }
    for marker in markers where plain.firstRange(of: marker.text, limit: plain.count) != nil { return marker.why }
    return cardNumbers(plain) >= 2 ? "card numbers" : nil
  }

  /// Runs of 16 digits that satisfy the checksum of payment cards (ISO/IEC 7812-1).
  private static func cardNumbers(_ plain: [UInt8]) -> Int {
    var (count, digits) = (0, [UInt8]())
    for index in 0...plain.count {
      let byte = index < plain.count ? plain[index] : 0
      if (0x30...0x39).contains(byte) {
        digits.append(byte - 0x30)
      } else if byte != UInt8(ascii: "-") && byte != 0x20 || digits.count >= 16 {
        if digits.count == 16, (3...6).contains(digits[0]), isChecked(digits) { count += 1 }
        digits.removeAll(keepingCapacity: true)
      }
    }
    return count
  }

  private static func isChecked(_ digits: [UInt8]) -> Bool {
    let sum = digits.reversed().enumerated().reduce(0) { sum, item in
      let doubled = Int(item.element) * (item.offset % 2 == 0 ? 1 : 2)
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }
    return sum % 10 == 0
  }
}
