import TrafficModel

/// What one answer to `tools/list` holds, in a form that does not depend on the order of the tools.
struct ToolListing: Hashable, Sendable {
  /// Names that are kept.
  private static let nameLimit = 1_024

  var digest: UInt64
  var names: Set<String> = []

  /// The text of a whole list; nil of anything else.
  static func text(_ message: MCPMessage) -> [UInt8]? {
    guard message.kind == .request, message.direction == .toServer, message.status == .complete,
      message.isError != true, message.method.rawTextForMatchingAndStorage == "tools/list",
      let result = message.result, result.isComplete, !result.isTruncated
    else { return nil }
    return result.text
  }

  /// - Parameter json: compact. Nil when it lists no tool.
  init?(_ json: [UInt8]) {
    var tools: [String: StableHash] = [:]
    for leaf in JSONLeaves.leaves(json) where leaf.path.count > 2 && leaf.path[0] == "tools" {
      var hash = tools[leaf.path[1]] ?? StableHash()
      for part in leaf.path[2...] { hash.combine(part) }
      switch leaf.value {
      case .text(let text):
        hash.combine(text)
        if leaf.path.count == 3, leaf.path[2] == "name", names.count < Self.nameLimit { names.insert(text) }
      case .number(let number): hash.combine(number.bitPattern)
      case .bool(let bool): hash.combine(bool ? 1 as UInt64 : 0)
      }
      tools[leaf.path[1]] = hash
    }
    guard !tools.isEmpty else { return nil }
    var whole = StableHash()
    for value in tools.values.map(\.value).sorted() { whole.combine(value) }
    digest = whole.value
  }
}
