/// Whether a key says that its value is a secret.
///
/// Case, `_`, `-` and `.` are ignored: `api_key`, `apiKey` and `API-Key` are one key. Errs on the side of masking; a keyed
/// hash stays, so a value masked by mistake can still be joined on.
enum SensitiveKey {
  enum Answer: Int, Comparable {
    case no, textIsSecret, numberToo

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// A longer key is judged by its last bytes.
  private static let maximumBytes = 64

  static func classify(_ key: Span<UInt8>) -> Answer {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: maximumBytes) { letters in
      var count = 0
      for index in max(0, key.count - maximumBytes)..<key.count {
        let byte = key[index]
        let lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
        guard lower >= 0x61 && lower <= 0x7a else { continue }
        letters[count] = lower
        count += 1
      }
      return classify(UnsafeBufferPointer(rebasing: letters[..<count]))
    }
  }

  private static func classify(_ key: UnsafeBufferPointer<UInt8>) -> Answer {
    let answer = classifyByParts(key)
    guard answer != .no else { return .no }
    return harmless.contains { ends(key, with: $0) } ? .no : answer
  }

  private static func classifyByParts(_ key: UnsafeBufferPointer<UInt8>) -> Answer {
    guard key.count >= 3 else { return .no }
    if key.count <= 7, Self.exactBeginnings & (1 << UInt32(key[0] & 31)) != 0,
      exact.contains(where: { $0.utf8CodeUnitCount == key.count && ends(key, with: $0) })
    {
      return .numberToo
    }
    for start in 0...(key.count - 3) where mayBegin(key[start], key[start + 1]) {
      for part in strong where matches(key, at: start, part) { return .numberToo }
      for part in weak where matches(key, at: start, part) { return .textIsSecret }
    }
    guard Self.lastLetters & (1 << UInt32(key[key.count - 1] & 31)) != 0 else { return .no }
    return endings.contains(where: { ends(key, with: $0) }) ? .textIsSecret : .no
  }

  /// A bit for each letter that an exact key begins with, and one for each that an ending ends with.
  private static let exactBeginnings: UInt32 = exact.reduce(0) { $0 | 1 << UInt32($1.utf8Start[0] & 31) }
  private static let lastLetters: UInt32 = endings.reduce(0) {
    $0 | 1 << UInt32($1.utf8Start[$1.utf8CodeUnitCount - 1] & 31)
  }

  /// Whether two letters begin a part: few keys get beyond this.
  private static func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
    beginnings[Int(first & 31)] & (1 << UInt32(second & 31)) != 0
  }

  /// For each first letter of a part, a bit for each second letter.
  private static let beginnings: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 32)
    for part in strong + weak { table[Int(part.utf8Start[0] & 31)] |= 1 << UInt32(part.utf8Start[1] & 31) }
    return table
  }()

  private static func matches(_ key: UnsafeBufferPointer<UInt8>, at start: Int, _ part: StaticString) -> Bool {
    guard key.count - start >= part.utf8CodeUnitCount else { return false }
    for index in 0..<part.utf8CodeUnitCount where key[start + index] != part.utf8Start[index] { return false }
    return true
  }

  private static func ends(_ key: UnsafeBufferPointer<UInt8>, with part: StaticString) -> Bool {
    key.count >= part.utf8CodeUnitCount && matches(key, at: key.count - part.utf8CodeUnitCount, part)
  }

  /// Secret wherever they stand in the key, numbers included.
  private static let strong: [StaticString] = ["password", "passwd", "passphrase", "passcode", "secret"]

  /// Secret wherever they stand in the key.
  private static let weak: [StaticString] = [
    "apikey", "apitoken", "accesskey", "accesstoken", "accountkey", "authorization", "authkey", "authtoken", "bearer",
    "clientkey", "connectionstring", "cookie", "credential", "encryptionkey", "idtoken", "inputresponses", "privatekey",
    "refreshtoken", "requeststate", "sessionid", "sessionkey", "signingkey", "jwt",
  ]

  private static let exact: [StaticString] = ["pin", "otp", "totp", "pwd", "pass", "mfacode", "cvv", "cvc"]

  private static let endings: [StaticString] = ["token", "tokens", "pwd", "auth", "dsn", "sharedkey", "masterkey"]

  /// Say something about a secret or a position and are none themselves.
  private static let harmless: [StaticString] = [
    "progresstoken", "pagetoken", "nexttoken", "continuationtoken", "synctoken", "maxtokens", "inputtokens",
    "outputtokens", "totaltokens", "prompttokens", "completiontokens", "secretname", "secretarn", "secretid",
    "secretversion", "passwordpolicy", "passwordlength",
  ]
}
