import TrafficModel

/// What is kept of a call to tell which flows of its server belong to it.
struct CallTrace: Sendable {
  /// Bytes of arguments and results in which a destination is looked for.
  private static let lookBytes = 4 << 10

  var tool: UntrustedText
  var flow: FlowReference
  var extent: Extent
  var started: Timestamp
  var ended: Timestamp
  var argumentBytes: Int
  var resultBytes: Int
  /// The beginnings of arguments and result.
  private var text: [UInt8]

  init?(_ call: ToolCall) {
    guard let started = call.started else { return nil }
    tool = call.tool
    flow = call.flow
    extent = call.extent
    self.started = started
    ended = call.ended ?? call.extent.end
    argumentBytes = call.arguments?.fullBytes ?? 0
    resultBytes = call.result?.fullBytes ?? 0
    text = Array((call.arguments?.text ?? []).prefix(Self.lookBytes))
    text += (call.result?.text ?? []).prefix(Self.lookBytes)
  }

  /// Whether the client asked for `destination`, or was told of it.
  func mentions(_ destination: String) -> Bool {
    guard destination.utf8.count >= 4 else { return false }
    let lower = text.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    return lower.firstRange(of: Array(destination.utf8), limit: lower.count) != nil
  }
}
