/// A credential in the query of a request target, where MCP forbids it (basic/authorization, "Access Token Usage").
enum QueryCredential {
  /// Shorter values are no credentials.
  private static let shortest = 12

  /// The scheme that it stands for in an `Authorization` header, and the value as sent.
  static func find(in target: [UInt8]) -> (scheme: String, value: ArraySlice<UInt8>)? {
    guard let mark = target.firstIndex(of: UInt8(ascii: "?")) else { return nil }
    for pair in target[(mark + 1)...].split(separator: UInt8(ascii: "&")) {
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), pair.endIndex - equals > shortest else { continue }
      switch String(decoding: pair[..<equals], as: UTF8.self).lowercased() {
      case "access_token": return ("bearer", pair[(equals + 1)...])
      case "api_key", "apikey", "api-key": return ("api-key", pair[(equals + 1)...])
      default: continue
      }
    }
    return nil
  }
}
