import ByteParsing

/// One line of an NSS key log: `LABEL <client random> <secret>`, hexadecimal, separated by one space.
enum KeyLogLine {
  /// A secret of one session.
  case session(SecretLabel, HelloRandom, TLSSecret)
  /// `RSA <first 8 bytes of the encrypted premaster secret> <premaster secret>`.
  case encryptedPremaster(UInt64, TLSSecret)
  /// `RSA Session-ID:<id> Master-Key:<master secret>`.
  case resumption([UInt8], TLSSecret)
  /// Empty, a comment, or a label without use here.
  case nothing
  case malformed

  init(_ line: ArraySlice<UInt8>) {
    let fields = line.split(separator: UInt8(ascii: " "))
    guard let first = fields.first, first.first != UInt8(ascii: "#") else {
      self = .nothing
      return
    }
    let label = String(decoding: first, as: UTF8.self)
    if SecretLabel.ignored.contains(label) || SecretLabel.isLaterGeneration(label) {
      self = .nothing
    } else if fields.count != 3 {
      self = .malformed
    } else if label == "RSA" {
      self = Self.rsa(fields[1], fields[2]) ?? .malformed
    } else {
      self = SecretLabel(rawValue: label).flatMap { Self.session($0, fields[1], fields[2]) } ?? .malformed
    }
  }

  private static func session(_ label: SecretLabel, _ random: ArraySlice<UInt8>, _ secret: ArraySlice<UInt8>) -> Self? {
    guard let random = bytes(random), random.count == 32, let bytes = bytes(secret), hasRightSize(bytes, label),
      let secret = TLSSecret(bytes)
    else { return nil }
    var cursor = ByteCursor(random.span.bytes)
    return (try? HelloRandom(parsing: &cursor)).map { .session(label, $0, secret) }
  }

  /// A line cut off in the middle is often valid hexadecimal; its length gives it away.
  private static func hasRightSize(_ secret: [UInt8], _ label: SecretLabel) -> Bool {
    switch label {
    case .master: secret.count == 48
    case .premaster: true
    default: secret.count == 32 || secret.count == 48
    }
  }

  private static func rsa(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Self? {
    if let id = stripped("Session-ID:", name), let master = stripped("Master-Key:", value) {
      guard let id = bytes(id), (1...32).contains(id.count), let master = bytes(master), master.count == 48 else {
        return nil
      }
      return TLSSecret(master).map { .resumption(id, $0) }
    }
    guard let name = bytes(name), name.count == 8, let value = bytes(value), value.count == 48 else { return nil }
    return TLSSecret(value).map { .encryptedPremaster(name.reduce(0) { $0 << 8 | UInt64($1) }, $0) }
  }

  private static func stripped(_ prefix: StaticString, _ field: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let text = field.span.bytes
    return text.hasPrefix(prefix) ? field.dropFirst(prefix.utf8CodeUnitCount) : nil
  }

  private static func bytes(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
    guard digits.count % 2 == 0, digits.count <= 2 * 64 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var high: UInt8?
    for digit in digits {
      guard let value = Hexadecimal.value(digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }
}
