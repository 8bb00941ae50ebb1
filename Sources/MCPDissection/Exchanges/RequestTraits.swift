import HTTPDissection
import TrafficModel

/// What the head of a request says that matters to MCP. Does not change once it is made; a class, because it is passed around
/// for each message, and a copy would count its references one by one.
final class RequestTraits {
  let method: String
  /// The path of the target, without query.
  let path: [UInt8]
  /// Value of `session_id`, `sessionId` or `sessionid` in the query: the session key of the HTTP+SSE transport.
  let querySessionKey: [UInt8]?
  private(set) var sessionID: [UInt8]?
  private(set) var revision: ProtocolRevision?
  private(set) var mirroredMethod: [UInt8]?
  private(set) var mirroredName: [UInt8]?
  private(set) var hasMirroredParameters = false
  /// A routing header stands twice, with different values.
  private(set) var repeatsRouting = false
  private(set) var acceptsBoth = false
  private(set) var acceptsEvents = false
  private(set) var isJSON = false
  private(set) var lastEventID: [UInt8]?
  /// Of the head; asked for when a session begins, not for each request.
  var userAgent: [UInt8]? { headers.first("user-agent").map { Array($0) } }

  private let headers: HeaderBlock

  init(_ head: RequestHead) {
    method = head.method
    (path, querySessionKey) = Self.split(head.target)
    headers = head.headers
    for index in 0..<headers.count { take(headers, index) }
  }

  private func take(_ headers: HeaderBlock, _ index: Int) {
    switch headers.nameLength(at: index) {
    case 6 where headers.matches(index, "accept"):
      let value = headers.value(at: index)
      acceptsEvents = acceptsEvents || value.containsText("text/event-stream")
      acceptsBoth = acceptsBoth || (acceptsEvents && value.containsText("application/json"))
    case 8 where headers.matches(index, "mcp-name"):
      let value = Array(headers.value(at: index))
      if let mirroredName, mirroredName != value { repeatsRouting = true }
      mirroredName = value
    case 10 where headers.matches(index, "mcp-method"):
      let value = Array(headers.value(at: index))
      if let mirroredMethod, mirroredMethod != value { repeatsRouting = true }
      mirroredMethod = value
    case 12 where headers.matches(index, "content-type"):
      isJSON = headers.value(at: index).containsText("json")
    case 13 where headers.matches(index, "last-event-id"): lastEventID = Array(headers.value(at: index))
    case 14 where headers.matches(index, "mcp-session-id"): sessionID = Array(headers.value(at: index))
    case 20 where headers.matches(index, "mcp-protocol-version"):
      revision = ProtocolRevision(String(decoding: headers.value(at: index), as: UTF8.self))
    case 11...: hasMirroredParameters = hasMirroredParameters || headers.hasPrefix(index, "mcp-param-")
    default: break
    }
  }

  private static func split(_ target: [UInt8]) -> (path: [UInt8], key: [UInt8]?) {
    guard let mark = target.firstIndex(of: UInt8(ascii: "?")) else {
      return (target.first == UInt8(ascii: "/") ? target : path(of: target[...]).path, nil)
    }
    return (path(of: target[..<mark]).path, sessionKey(inQuery: target[(mark + 1)...]))
  }

  /// The path of a request target or URI without its query, and the authority of an absolute one (RFC 9112 §3.2.2).
  static func path(of target: ArraySlice<UInt8>) -> (authority: [UInt8]?, path: [UInt8]) {
    guard target.first != UInt8(ascii: "/"), let scheme = target.firstOffset(ofText: "://") else {
      return (nil, Array(target))
    }
    let rest = target[(scheme + 3)...]
    let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    return (Array(rest[..<slash]), Array(rest[slash...]))
  }

  /// The session key in a query, in any of the spellings of the SDKs.
  static func sessionKey(inQuery query: ArraySlice<UInt8>) -> [UInt8]? {
    for pair in query.split(separator: UInt8(ascii: "&")) {
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: pair[..<equals], as: UTF8.self).lowercased()
      if name == "session_id" || name == "sessionid" { return Array(pair[(equals + 1)...]) }
    }
    return nil
  }
}

extension HeaderBlock {
  /// Whether the name of field `index` begins with `prefix`, given in lower case.
  func hasPrefix(_ index: Int, _ prefix: StaticString) -> Bool {
    let name = self.name(at: index)
    return name.count >= prefix.utf8CodeUnitCount && name.matches(prefix, at: name.startIndex)
  }
}

extension Collection<UInt8> where Index == Int {
  /// Whether the lower-case ASCII `text` occurs, ASCII case ignored.
  func containsText(_ text: StaticString) -> Bool { firstOffset(ofText: text) != nil }

  /// Where the lower-case ASCII `text` first occurs, ASCII case ignored.
  func firstOffset(ofText text: StaticString) -> Int? {
    var start = startIndex
    let end = endIndex - text.utf8CodeUnitCount
    while start <= end {
      if matches(text, at: start) { return start }
      start &+= 1
    }
    return nil
  }

  /// Whether the lower-case ASCII `text` stands at `start`, ASCII case ignored. There must be as many bytes.
  fileprivate func matches(_ text: StaticString, at start: Int) -> Bool {
    for offset in 0..<text.utf8CodeUnitCount {
      let byte = self[start &+ offset]
      if (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) != text.utf8Start[offset] { return false }
    }
    return true
  }
}
