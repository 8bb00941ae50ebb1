import TrafficModel

/// One client of a profile: opens a connection, makes its calls, closes, and begins anew.
struct ProfileLane: Sendable {
  private enum Step { case opening, calling, closed }

  private static let tools = [
    "search_documents", "read_file", "query_database", "list_issues", "run_report", "fetch_page", "translate_text",
    "übersetze",
  ]

  private let index: Int
  private let recipe: ProfileRecipe
  private var generator: SeededGenerator
  private var dialogue: MCPDialogue
  private var connections = 0
  private var callsMade = 0
  private var step = Step.opening

  init(index: Int, recipe: ProfileRecipe, seed: UInt64) {
    self.index = index
    self.recipe = recipe
    generator = SeededGenerator(seed: seed &* 0x1_0000_0001 &+ UInt64(index))
    let start = TrafficForge.defaultStart.advanced(byNanoseconds: Int64(index) * 1_300_000)
    dialogue = Self.dialogue(index, connection: 0, start: start, using: &generator)
  }

  /// The segments of what this client does next; none when `mayGoOn` is false and its connection is closed.
  mutating func nextSegments(
    mayGoOn: Bool, prose: [Prose], counting profile: inout ForgedProfile
  ) -> [ForgedSegment] {
    switch step {
    case .opening:
      open(counting: &profile)
    case .calling:
      // What a connection was opened for is done, even when no other may follow it.
      if recipe.callsPerConnection.map({ callsMade < $0 }) ?? mayGoOn {
        call(prose, counting: &profile)
      } else {
        close()
      }
    case .closed:
      guard mayGoOn else { return [] }
      connections += 1
      dialogue = Self.dialogue(index, connection: connections, start: dialogue.wire.clock, using: &generator)
      open(counting: &profile)
    }
    return dialogue.wire.takeSegments()
  }

  private mutating func open(counting profile: inout ForgedProfile) {
    profile.connections += 1
    callsMade = 0
    step = .calling
    think()
    // A client with one call to make has its session from before.
    if recipe.callsPerConnection == nil {
      dialogue.opens()
      dialogue.lists(Self.tools)
    } else {
      dialogue.wire.handshake()
    }
  }

  private mutating func call(_ prose: [Prose], counting profile: inout ForgedProfile) {
    if recipe.callsPerConnection == nil { think() }
    let spelling = generator.pick(prose)
    let text = spelling.text(recipe.resultSize(using: &generator), using: &generator)
    let query = spelling.text(Int.random(in: 20...300, using: &generator), using: &generator)
    let arguments = JSONText("{\"query\":\"\(query)\",\"limit\":\(Int.random(in: 1...50, using: &generator))}")
    dialogue.calls(
      generator.pick(Self.tools), arguments: arguments,
      content: JSONText("[{\"type\":\"text\",\"text\":\"\(text)\"}]"), isError: generator.chance(percent: 2),
      after: .microseconds(Int.random(in: 300...30_000, using: &generator)))
    callsMade += 1
    profile.calls += 1
    profile.resultTextBytes += text.utf8.count
  }

  private mutating func close() {
    step = .closed
    if recipe.callsPerConnection == nil { dialogue.closes() } else { dialogue.wire.closes() }
  }

  private mutating func think() {
    dialogue.wire.pause(.microseconds(Int.random(in: recipe.thinking, using: &generator)))
  }

  /// Clients in the addresses set aside for benchmarks (RFC 2544), ten servers.
  private static func dialogue(
    _ index: Int, connection: Int, start: Timestamp, using generator: inout SeededGenerator
  ) -> MCPDialogue {
    let client = Endpoint(
      IPAddress(v4: 0xc612_0000 + UInt32(index) + 1), UInt16(truncatingIfNeeded: 32_768 + connection % 28_000))
    let server = Endpoint(IPAddress(v4: 0xc613_0001 + UInt32(index % 10)), 8080)
    var habits = Conversation.Habits()
    habits.pace = .microseconds(60)
    habits.clientInitialSequence = UInt32.random(in: 0...UInt32.max, using: &generator)
    habits.serverInitialSequence = UInt32.random(in: 0...UInt32.max, using: &generator)
    let wire = TrafficForge(
      client: ForgedAddress(client), server: ForgedAddress(server), start: start, habits: habits)
    let era: MCPDialogue.Era = index.isMultiple(of: 2) ? .stateless : .session(generator.hexDigits(32))
    let replies: MCPDialogue.ReplyForm = index / 2 % 2 == 0 ? .json : .eventStream
    var dialogue = MCPDialogue(era, replies: replies, wire: wire)
    dialogue.clientName = "bench-client"
    dialogue.nextID = connection
    return dialogue
  }
}
