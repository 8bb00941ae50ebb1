package import TrafficModel

/// One forged TCP connection. Reads as a conversation:
///
///     var wire = TrafficForge(client: "192.0.2.10", server: "198.51.100.7:8080")
///     wire.handshake()
///     wire.client.posts("/mcp", json: .toolsCall(id: 1, "search"))
///     wire.server.responds(json: .result(id: 1, text: "…"))
///     wire.closes()
///     let capture = wire.capture()
///
/// Several connections of one dialogue are joined by `ForgedTraffic(merging:)`.
package struct TrafficForge: Sendable {
  /// A Tuesday morning in the documentation.
  package static let defaultStart = Timestamp(nanoseconds: 1_780_000_000_000_000_000)

  package var conversation: Conversation

  package init(
    client: ForgedAddress = "192.0.2.10", server: ForgedAddress = "198.51.100.7:8080",
    start: Timestamp = Self.defaultStart, habits: Conversation.Habits = Conversation.Habits()
  ) {
    conversation = Conversation(
      client: client.endpoint(defaultPort: 50_000), server: server.endpoint(defaultPort: 8080), start: start,
      habits: habits)
  }

  package var client: ForgeEnd {
    get { ForgeEnd(direction: .toServer, conversation: conversation) }
    _modify {
      var end = lend(.toServer)
      defer { conversation = end.conversation }
      yield &end
    }
  }

  package var server: ForgeEnd {
    get { ForgeEnd(direction: .toClient, conversation: conversation) }
    _modify {
      var end = lend(.toClient)
      defer { conversation = end.conversation }
      yield &end
    }
  }

  package var clock: Timestamp { conversation.clock }

  package mutating func handshake() { conversation.handshake() }

  package mutating func pause(_ duration: Duration) { conversation.pause(duration) }

  /// Both ends finish, `first` before the other.
  package mutating func closes(first: Direction = .toServer) {
    conversation.finish(first)
    conversation.finish(first.opposite)
    conversation.acknowledge(first)
  }

  package var traffic: ForgedTraffic { ForgedTraffic(conversation.segments) }

  package func frames(over link: LinkLayer = .ethernet) -> [ForgedFrame] { traffic.frames(over: link) }

  /// The conversation as the bytes of a pcap file.
  package func capture(
    over link: LinkLayer = .ethernet, encoding: CaptureEncoding = CaptureEncoding()
  ) -> [UInt8] {
    traffic.capture(over: link, encoding: encoding)
  }

  /// What was sent since the last call, for writers that keep no history.
  package mutating func takeSegments() -> [ForgedSegment] {
    defer { conversation.segments.removeAll(keepingCapacity: true) }
    return conversation.segments
  }

  /// Moves the conversation into an end. Nothing may hold its segments twice, or each write would copy them all.
  private mutating func lend(_ direction: Direction) -> ForgeEnd {
    let end = ForgeEnd(direction: direction, conversation: conversation)
    conversation.segments = []
    return end
  }
}
