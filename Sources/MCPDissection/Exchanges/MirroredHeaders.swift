import ByteParsing
import TrafficModel

/// Headers that repeat parts of the body since 2026-07-28 (basic/transports/streamable-http), and whether they agree.
enum MirroredHeaders {
  /// - Parameter headers: all of the request, for those that repeat arguments.
  static func check(_ traits: RequestTraits, _ headers: HeaderBlock?, _ message: JSONRPCMessage) -> RoutingHeaders {
    guard let method = message.method else { return .agree }
    if traits.repeatsRouting { return .differ }
    if traits.hasMirroredParameters, let headers, !parametersAgree(headers, message) { return .differ }
    guard let mirrored = traits.mirroredMethod else { return message.id == nil ? .agree : .missing }
    guard mirrored.elementsEqual(method.utf8) else { return .differ }
    if let version = message.metadata.revision, let header = traits.revision, version != header.name { return .differ }
    guard let expected = expectedName(method, message) else { return .agree }
    guard let name = traits.mirroredName else { return .missing }
    return decode(name) == expected ? .agree : .differ
  }

  /// Whether each `Mcp-Param-NAME` says what the argument of that name says. Which argument a header repeats is in the
  /// definition of the tool (`x-mcp-header`), which may not have been captured: only equal names are compared.
  private static func parametersAgree(_ headers: HeaderBlock, _ message: JSONRPCMessage) -> Bool {
    guard let arguments = message.view(.params, "arguments") else { return true }
    for index in 0..<headers.count where headers.hasPrefix(index, "mcp-param-") {
      let name = folded(headers.name(at: index).dropFirst(10))
      var agrees = true
      arguments.forEachMember { key, value in
        guard folded(key) == name, !value.isObject, !value.isArray else { return true }
        agrees = decode(Array(headers.value(at: index))) == value.string ?? String(decoding: value.text, as: UTF8.self)
        return false
      }
      if !agrees { return false }
    }
    return true
  }

  /// In lower case, with one kind of joint.
  private static func folded(_ name: ArraySlice<UInt8>) -> [UInt8] {
    name.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
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
