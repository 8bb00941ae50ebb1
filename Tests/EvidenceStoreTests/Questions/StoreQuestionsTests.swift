import EvidenceStore
import Testing
import TrafficModel

@Suite struct StoreQuestionsTests {
  let folder: TemporaryFolder
  let questions: StoreQuestions

  /// Six calls, a second apart, of two tools; three sessions; three forms of one tool; three flows.
  init() throws {
    folder = try TemporaryFolder()
    let path = folder.path("evidence.db")
    try store(Self.events, at: path)
    questions = StoreQuestions(try EvidenceDatabase(path: path, access: .read))
  }

  private static var events: [TrafficEvent] {
    var events: [TrafficEvent] = (0..<6).map { number in
      var call = Example.call(
        UInt64(number), tool: number % 2 == 0 ? "search" : "read_file", at: Int64(number) * 1000,
        lasting: Int64(number) * 100)
      call.result = Example.json(Array(repeating: 0x31, count: 60 - number * 10))
      if number == 3 {
        call.status = .unanswered
        call.ended = nil
        call.result = nil
        call.isError = nil
      }
      if number == 4 {
        call.isError = true
        call.session = Example.session(2, server: "Weather 100%")
      }
      return .toolCall(call)
    }
    events += (1...3).map { .session(Example.mcpSession($0)) }
    events += (1...3).map { .flow(Example.flowSummary($0, lasting: Int64($0) * 100)) }
    events += (1...3).map { number in
      var definition = Example.definition(UInt64(number), digest: number == 3 ? 2 : 1)
      definition.extent = Example.extent(Int64(number) * 1000)
      if number == 3 { definition.changedFrom = Digest([1]) }
      return .toolDefinition(definition)
    }
    return events + [.anomaly(Example.anomaly()), .anomaly(Example.anomaly(.badChunk)), .http(Example.exchange())]
  }

  /// The seconds at which the chosen calls began.
  private func seconds(_ change: (inout CallFilter) -> Void) throws -> [Int64] {
    var filter = CallFilter()
    change(&filter)
    return try questions.calls(filter).map { ($0.time - Example.time) / 1_000_000_000 }
  }

  @Test func callsAreFoundByWhatPeopleAskFor() throws {
    #expect(try seconds { _ in } == [0, 1, 2, 3, 4, 5])
    #expect(try seconds { $0.tool = "search" } == [0, 2, 4])
    #expect(try seconds { $0.tool = "READ*" } == [1, 3, 5])
    #expect(try seconds { $0.tool = "read%" } == [])
    #expect(try seconds { $0.server = "weather 100%" } == [4])
    #expect(try seconds { $0.server = "*00%" } == [4])
    #expect(try seconds { $0.server = "198.51.100.7" }.count == 6)
    #expect(try seconds { $0.server = "198.51.100.7:8080" }.count == 6)
    #expect(try seconds { $0.server = "mcp.example:8080" }.count == 6)
    #expect(try seconds { $0.client = "mcp" }.count == 6)
    #expect(try seconds { $0.client = "192.0.2.99" } == [])
    #expect(try seconds { $0.status = .unanswered } == [3])
    #expect(try seconds { $0.isError = true } == [4])
    #expect(try seconds { $0.minimumDurationNanoseconds = 200_000_000 } == [2, 4, 5])
    #expect(try seconds { $0.sessionUID = RecordName(.session, Example.session(2).id).description } == [4])
  }

  @Test func aWindowHoldsItsBeginningAndNotItsEnd() throws {
    let window = TimeWindow(since: Example.moment(1000).time, until: Example.moment(3000).time)
    #expect(try seconds { $0.window = window } == [1, 2])
    #expect(try questions.summary(in: window).toolCalls == 2)
  }

  @Test func orderAndLimit() throws {
    #expect(
      try seconds {
        $0.order = .newest
        $0.limit = 2
      } == [5, 4])
    #expect(try questions.slowestCalls(2).map(\.durationNanoseconds) == [500_000_000, 400_000_000])
    #expect(try questions.largestCalls(2).map(\.resultBytes) == [60, 50])
    #expect(try seconds { $0.limit = 0 } == [])
    #expect(try seconds { $0.limit = -1 } == [])
  }

  @Test func conditionsAddUpAndAreCounted() throws {
    var filter = CallFilter()
    filter.tool = "search"
    filter.isError = false
    filter.limit = 1
    #expect(try questions.callCount(filter) == 2)
  }

  @Test func aFilterIsAValueAndNeverSQL() throws {
    #expect(try seconds { $0.tool = "' OR 1=1 --" } == [])
    #expect(try seconds { $0.server = "\\*" } == [])
  }

  @Test func aCallRowSaysWhatTheCallWas() throws {
    let row = try #require(try questions.calls(CallFilter()).first)
    #expect(row.tool == UntrustedText("search"))
    #expect(row.client.name == UntrustedText("mcp"))
    #expect(row.server.authority == UntrustedText("mcp.example:8080"))
    #expect(row.server.port == 8080)
    #expect(row.argumentsBytes == 17)
    #expect(row.isError == false)
    #expect(row.uid == RecordName(.toolCall, RecordID(.toolCall, Example.flow().id, 0)).description)
    #expect(try questions.record(uid: row.uid)?.contains("\"tool\":\"search\"") == true)
  }

  @Test(arguments: ["", "C", "C0000000000000", "Z123", "'"])
  func aNameThatNoRecordHasFindsNone(uid: String) throws {
    #expect(try questions.record(uid: uid) == nil)
  }

  @Test func sessionsAreListed() throws {
    let sessions = try questions.sessions()
    #expect(sessions.count == 3)
    #expect(sessions.first?.revision == UntrustedText("2025-11-25"))
    var filter = SessionFilter()
    filter.server = "acme*"
    filter.limit = 2
    #expect(try questions.sessions(filter).count == 2)
  }

  @Test func theInventoryShowsTheNewestFormAndCountsTheOthers() throws {
    let tools = try questions.tools()
    #expect(tools.count == 1)
    #expect(tools.first?.versions == 2)
    #expect(tools.first?.digest.hasPrefix("02") == true)
    #expect(tools.first?.calls == 3)
    #expect(tools.first?.lastSeen == Example.extent(3000).end)
    var filter = ToolFilter()
    filter.isChanged = true
    #expect(try questions.tools(filter).count == 1)
    filter.tool = "other"
    #expect(try questions.tools(filter).isEmpty)
  }

  @Test func theHistoryOfAToolIsInOrderOfTime() throws {
    let forms = try questions.toolHistory()
    #expect(forms.map { $0.digest.prefix(2) } == ["01", "01", "02"])
    #expect(forms.last?.changedFrom?.hasPrefix("01") == true)
  }

  @Test func flowsAreFiltered() throws {
    var filter = FlowFilter()
    filter.order = .longest
    #expect(try questions.flows(filter).map { ($0.end - $0.start) / 1_000_000 } == [300, 200, 100])
    filter.host = "mcp.example"
    filter.port = 8080
    filter.service = "http"
    filter.state = .closed
    filter.limit = 1
    #expect(try questions.flows(filter).count == 1)
    filter.port = 443
    #expect(try questions.flows(filter).isEmpty)
  }

  @Test func theSummaryCountsEverything() throws {
    let summary = try questions.summary()
    #expect(summary.toolCalls == 6 && summary.failedCalls == 1 && summary.sessions == 3 && summary.flows == 3)
    #expect(summary.toolDefinitions == 3 && summary.anomalies == 2 && summary.exchanges == 1)
    #expect(summary.first == Example.time)
    #expect(summary.last == Example.moment(5500).time)
  }

  @Test func anEmptyWindowHasNoSpan() throws {
    let summary = try questions.summary(in: TimeWindow(until: .zero))
    #expect(summary.first == nil && summary.last == nil && summary.toolCalls == 0)
  }

  @Test func anomaliesAreAddedUp() throws {
    let counts = try questions.anomalies()
    #expect(counts.map(\.kind) == ["http.bad-chunk", "tcp.gap"])
    #expect(counts.map(\.count) == [3, 3])
  }

  @Test func useIsAddedUpPerTool() throws {
    let use = try questions.toolUse()
    #expect(use.map(\.tool) == [UntrustedText("read_file"), UntrustedText("search")])
    #expect(use.last?.errors == 1)
    #expect(use.last?.longestDurationNanoseconds == 400_000_000)
    #expect(use.first?.meanDurationNanoseconds == 300_000_000)
  }

  @Test func recordsComeInOrderOfTime() throws {
    var times: [String] = []
    try questions.forEachRecord(.toolCall, in: .all) { times.append(String($0.prefix(43))) }
    #expect(times.count == 6)
    #expect(times == times.sorted())
  }
}
