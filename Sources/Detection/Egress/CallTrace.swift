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
  /// The beginnings of each.
  private var arguments: [UInt8]
  private var result: [UInt8]

  init?(_ call: ToolCall, _ reading: ExcerptReader) {
    guard let started = call.started else { return nil }
    tool = call.tool
    flow = call.flow
    extent = call.extent
    self.started = started
    ended = call.ended ?? call.extent.end
    argumentBytes = call.arguments?.fullBytes ?? 0
    resultBytes = call.result?.fullBytes ?? 0
    contentBytes = resultBytes
    arguments = Self.beginning(call.arguments?.text ?? [])
    result = Self.beginning(call.result?.text ?? [])
    // Since 2025-06-18 servers give what is structured twice: as it is, and as text.
    if let result = call.result, reading.reading(of: result).isStructured {
      contentBytes = resultBytes / 2
    }
  }

  private static func beginning(_ text: [UInt8]) -> [UInt8] {
    text.count <= lookBytes ? text : Array(text.prefix(lookBytes))
  }

  /// Bytes of the result without what stands in it twice.
  private(set) var contentBytes = 0

  /// Whether the client asked for `destination`.
  func asks(for destination: String) -> Bool { Self.mentions(destination, arguments) }
  /// Whether the server told the client of it. It writes what it likes.
  func tells(of destination: String) -> Bool { Self.mentions(destination, result) }

  private static func mentions(_ destination: String, _ text: [UInt8]) -> Bool {
    guard destination.utf8.count >= 4 else { return false }
    let lower = text.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    return lower.firstRange(of: Array(destination.utf8), limit: lower.count) != nil
  }
}
