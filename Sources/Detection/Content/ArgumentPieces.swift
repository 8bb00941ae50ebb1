import TrafficModel

/// The longest texts of successive short calls of one tool, joined: how content is cut that no single call shows.
struct ArgumentPieces: Sendable {
  private static let streams = 2_048
  private static let bytes = 8_192
  /// Calls between two looks.
  private static let pace = 4
  /// Arguments that are longer show what they hold by themselves.
  private static let longestArguments = 1_024
  private static let shortestPiece = 8

  private struct Route: Hashable {
    var client: IPAddress
    var server: Endpoint
    var tool: UntrustedText
  }

  private struct Stream {
    var text: [UInt8] = []
    var calls = 0
    var last: Timestamp
  }

  private var table: [Route: Stream] = [:]

  /// Takes in a call; gives what was joined when enough has come.
  mutating func add(_ call: ToolCall) -> [UInt8]? {
    guard let arguments = call.arguments, arguments.fullBytes <= Self.longestArguments else { return nil }
    let texts = JSONLeaves.leaves(arguments.text).compactMap { leaf -> String? in
      guard case .text(let text) = leaf.value else { return nil }
      return text
    }
    guard let piece = texts.max(by: { $0.utf8.count < $1.utf8.count }), piece.utf8.count >= Self.shortestPiece else {
      return nil
    }
    let route = Route(client: call.flow.client.address, server: call.flow.server, tool: call.tool)
    if table[route] == nil, table.count >= Self.streams {
      let median = table.values.map(\.last).sorted()[table.count / 2]
      table = table.filter { $0.value.last > median }
    }
    var stream = table.removeValue(forKey: route) ?? Stream(last: call.extent.start)
    stream.text += piece.utf8
    if stream.text.count > Self.bytes { stream.text.removeFirst(stream.text.count - Self.bytes) }
    stream.calls += 1
    stream.last = call.extent.start
    let isDue = stream.calls % Self.pace == 0
    let text = stream.text
    table[route] = stream
    return isDue ? text : nil
  }
}
