package import TrafficModel

/// What a series is known by beside its ends; the same from events and from a store.
package enum ContactLabel {
  package static func call(
    _ tool: UntrustedText, arguments: [UInt8], credential: KeyedHash?, _ limits: ContactLimits = ContactLimits()
  ) -> UInt64 {
    var label = begin("tools/call", credential)
    label.combine(tool.rawTextForMatchingAndStorage)
    label.combine(ArgumentShape.hash(arguments, within: limits.lookBytes))
    return label.value
  }

  /// - Parameter session: of messages that the server sends unasked: they belong to one session's stream.
  package static func message(_ method: UntrustedText, credential: KeyedHash?, session: RecordID?) -> UInt64 {
    var label = begin(method.rawTextForMatchingAndStorage, credential)
    if let session { label.combine(session.rawValue) }
    return label.value
  }

  /// - Parameter path: of the request target; what follows a question mark does not count.
  package static func exchange(_ method: UntrustedText, path: UntrustedText) -> UInt64 {
    var label = begin(method.rawTextForMatchingAndStorage, nil)
    let bytes = path.rawTextForMatchingAndStorage.utf8.prefix { $0 != UInt8(ascii: "?") }.prefix(512)
    label.combine(String(decoding: bytes, as: UTF8.self))
    return label.value
  }

  private static func begin(_ method: String, _ credential: KeyedHash?) -> StableHash {
    var label = StableHash()
    label.combine(method)
    if let credential { label.combine(UInt64(truncatingIfNeeded: credential.bits)) }
    return label
  }
}
