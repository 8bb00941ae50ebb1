/// What RFC 9113 §8.2 and §8.3 allow in fields.
enum H2FieldRules {
  static let method = ArraySlice("method".utf8)
  static let scheme = ArraySlice("scheme".utf8)
  static let authority = ArraySlice("authority".utf8)
  static let path = ArraySlice("path".utf8)
  static let status = ArraySlice("status".utf8)
  static let protocolName = ArraySlice("protocol".utf8)
  static let connect = [UInt8]("CONNECT".utf8)

  /// Fields about a connection, which HTTP/2 does not have (§8.2.2). Passed on to HTTP/1 they smuggle requests.
  private static let connectionFields: [[UInt8]] = [
    "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade",
  ].map { [UInt8]($0.utf8) }

  static func isSound(name: [UInt8], value: [UInt8]) -> Bool {
    guard !name.isEmpty, isSound(value: value), !connectionFields.contains(name) else { return false }
    return name.allSatisfy { byte in
      byte > 0x20 && byte < 0x7f && !(byte >= 0x41 && byte <= 0x5a) && byte != UInt8(ascii: ":")
    }
  }

  static func isSound(value: [UInt8]) -> Bool {
    !value.contains { $0 == 0 || $0 == 0x0a || $0 == 0x0d } && !isBlank(value.first) && !isBlank(value.last)
  }

  /// A number of decimal digits only; nil when it is not, or beyond 64 bits.
  static func number(_ digits: [UInt8]) -> UInt64? {
    guard !digits.isEmpty else { return nil }
    var value: UInt64 = 0
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.addingReportingOverflow(UInt64(digit - 0x30))
      if tooLarge || overflow { return nil }
      value = sum
    }
    return value
  }

  private static func isBlank(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x09 }
}
