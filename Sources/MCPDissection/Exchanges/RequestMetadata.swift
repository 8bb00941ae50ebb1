import TrafficModel

/// What a request says of itself in `_meta` (2026-07-28 basic/index, basic/utilities/progress).
struct RequestMetadata {
  /// `io.modelcontextprotocol/clientInfo`.
  private(set) var client: Implementation?
  /// `io.modelcontextprotocol/protocolVersion`.
  private(set) var revision: UntrustedText?
  /// What progress notifications name the call by, as it was written.
  private(set) var progressToken: [UInt8]?

  init() {}

  init(_ object: JSONView) {
    // Of members of one name the last one counts, as with most parsers.
    object.forEachMember { key, value in
      if StaticString("io.modelcontextprotocol/clientInfo").equals(key) {
        client = Implementation(value)
      } else if StaticString("io.modelcontextprotocol/protocolVersion").equals(key) {
        revision = value.string.map { UntrustedText($0) }
      } else if StaticString("progressToken").equals(key) {
        progressToken = Array(value.text)
      }
      return true
    }
  }
}

extension Implementation {
  /// Nil where the object has no name.
  init?(_ view: JSONView) {
    guard let name = view.member("name")?.string else { return nil }
    self.init(
      name: UntrustedText(name), version: view.member("version")?.string.map { UntrustedText($0) },
      title: view.member("title")?.string.map { UntrustedText($0) })
  }
}
