import Policy

/// Names of the sets that hold the addresses of a host name.
enum SetName {
  /// The longest name an ipset can have, one less for safety with the terminating zero.
  private static let limit = 31

  /// Such as `search_api_example_4f0c2a_v4`. Unique for the server and the name, and the same every time.
  static func of(_ server: ServerPolicy, _ pattern: HostNamePattern, v4: Bool) -> String {
    let readable = clean("\(server.name)_\(pattern)")
    var hash: UInt32 = 0x811c_9dc5
    for byte in "\(server.name)\0\(pattern)".utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let digits = String(hash, radix: 16)
    let tail = "_" + String(repeating: "0", count: 8 - digits.count) + digits + (v4 ? "_v4" : "_v6")
    return readable.prefix(limit - tail.utf8.count) + tail
  }

  /// A word of letters, digits and `_`, beginning with a letter.
  static func clean(_ text: String) -> String {
    let word = text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "_" }.joined()
    return word.first?.isLetter ?? false ? word : "s" + word
  }
}
