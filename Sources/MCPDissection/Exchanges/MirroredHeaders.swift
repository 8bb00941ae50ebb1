import ByteParsing
import TrafficModel

/// Headers that repeat parts of the body since 2026-07-28 (basic/transports/streamable-http), and whether they agree.
enum MirroredHeaders {
  enum Verdict { case agree, missing, differ }

  static func check(_ traits: RequestTraits, _ message: JSONRPCMessage) -> Verdict {
    guard let method = message.method else { return .agree }
    guard let mirrored = traits.mirroredMethod else { return message.id == nil ? .agree : .missing }
    guard mirrored.elementsEqual(method.utf8) else { return .differ }
    if let version = bodyRevision(message), let header = traits.revision, version != header.name { return .differ }
    guard let expected = expectedName(method, message) else { return .agree }
    guard let name = traits.mirroredName else { return .missing }
    return decode(name) == expected ? .agree : .differ
  }

  /// `_meta["io.modelcontextprotocol/protocolVersion"]`.
  static func bodyRevision(_ message: JSONRPCMessage) -> UntrustedText? {
    message.view(.params, "_meta")?.member("io.modelcontextprotocol/protocolVersion")?.string.map { UntrustedText($0) }
  }

  private static func expectedName(_ method: String, _ message: JSONRPCMessage) -> String? {
    switch method {
    case "tools/call", "prompts/get": message.view(.params, "name")?.string
    case "resources/read": message.view(.params, "uri")?.string
    default: nil
    }
  }

  /// A header value, or what its `=?base64?…?=` form stands for.
  static func decode(_ value: [UInt8]) -> String {
    let prefix = "=?base64?".utf8
    if value.starts(with: prefix), value.suffix(2).elementsEqual("?=".utf8), value.count >= prefix.count + 2,
      let bytes = Base64.decode(value[prefix.count..<(value.count - 2)])
    {
      return String(decoding: bytes, as: UTF8.self)
    }
    return String(decoding: value, as: UTF8.self)
  }
}
