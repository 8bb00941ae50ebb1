import Testing
import TrafficForge
import TrafficModel

@Suite struct TrafficForgeTests {
  private func conversation(_ habits: Conversation.Habits = .init()) -> TrafficForge {
    var wire = TrafficForge(client: "192.0.2.10", server: "198.51.100.7:8080", habits: habits)
    wire.handshake()
    wire.client.posts("/mcp", json: .toolsCall(id: 1, "search"))
    wire.server.opensEventStream()
    wire.pause(.seconds(15))
    wire.server.sendsEvent(json: .result(id: 1, text: String(repeating: "word ", count: 2_000)))
    wire.server.endsEventStream()
    wire.closes()
    return wire
  }

  @Test func timesNeverRunBackwards() {
    let times = conversation().conversation.segments.map(\.time)
    #expect(times == times.sorted())
    #expect(times[times.count - 1] - times[0] > 15_000_000_000)
  }

  @Test(
    "sequence numbers count what was sent, across a wrap too", arguments: [0x1000_0000, UInt32.max, UInt32.max - 700])
  func sequenceNumbersAreContiguous(initial: UInt32) {
    var habits = Conversation.Habits()
    habits.serverInitialSequence = initial
    let wire = conversation(habits)
    var next = initial
    for segment in wire.conversation.segments where segment.source == wire.conversation.server {
      #expect(segment.sequence == next)
      let phantom: UInt32 = segment.flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1
      next = next &+ UInt32(segment.payload.count) &+ phantom
    }
  }

  @Test func lostBytesAreGoneExactly() {
    var wire = conversation()
    let server = wire.conversation.server
    let before = wire.traffic.payload(from: server)
    wire.server.loses(bytes: 1_000..<2_400)
    #expect(wire.traffic.payload(from: server) == Array(before[..<1_000] + before[2_400...]))
    let held = wire.conversation.segments.filter { $0.source == server && !$0.payload.isEmpty }
      .map { wire.conversation.streamOffset(of: $0)..<wire.conversation.streamOffset(of: $0) + $0.payload.count }
    #expect(held.allSatisfy { !$0.overlaps(1_000..<2_400) })
  }

  @Test("cutting and joining segments keeps the streams", arguments: UInt64(1)...8)
  func cutsKeepTheBytes(seed: UInt64) {
    let wire = conversation()
    let server = wire.conversation.server
    let payload = wire.traffic.payload(from: server)
    #expect(wire.traffic.resegmented(upTo: 7, seed: seed).payload(from: server) == payload)
    #expect(wire.traffic.resegmented(upTo: 900, seed: seed).coalesced().payload(from: server) == payload)
  }

  @Test func coalescingLeavesOneSegmentPerTurn() {
    let wire = conversation()
    let client = wire.conversation.client
    let requests = wire.traffic.coalesced().segments.filter { $0.source == client && !$0.payload.isEmpty }
    #expect(requests.count == 1)
  }

  @Test("reordering moves segments and keeps every one", arguments: UInt64(1)...8)
  func reorderingIsAPermutation(seed: UInt64) {
    let wire = conversation()
    let shuffled = wire.traffic.reordered(window: 4, seed: seed)
    #expect(shuffled != wire.traffic)
    #expect(Set(shuffled.segments.map(\.sequence)) == Set(wire.traffic.segments.map(\.sequence)))
    #expect(shuffled.segments.map(\.time) == wire.traffic.segments.map(\.time))
    #expect(shuffled.segments.first?.flags == .syn)
  }

  @Test func duplicatesComeBesideTheFirstCopy() {
    let traffic = conversation().traffic
    let doubled = traffic.duplicated(every: 1, distance: 0)
    #expect(doubled.segments.count == traffic.segments.count + traffic.segments.count(where: \.isPlainPayload))
  }

  @Test(
    "addresses in every spelling",
    arguments: [
      ("192.0.2.10", "192.0.2.10:1"), ("198.51.100.7:8080", "198.51.100.7:8080"),
      ("[2001:db8::1]:443", "[2001:db8::1]:443"), ("2001:db8::10", "[2001:db8::10]:1"),
    ])
  func addresses(text: String, expected: String) {
    #expect(ForgedAddress(text).endpoint(defaultPort: 1).description == expected)
  }

  @Test func aMergedCaptureIsInTimeOrder() {
    var other = TrafficForge(
      client: "192.0.2.11", start: TrafficForge.defaultStart.advanced(byNanoseconds: 10_000_000))
    other.handshake()
    other.closes()
    let merged = ForgedTraffic(merging: [conversation(), other])
    #expect(merged.segments.map(\.time) == merged.segments.map(\.time).sorted())
    #expect(Set(merged.segments.map(\.source)).count == 3)
  }

  @Test func jsonStringsEscapeWhatTheyMust() {
    #expect(JSONText.string("a\"\\\n\u{1}é").text == #""a\"\\\n\u0001é""#)
    #expect(JSONText.string("é😀", asciiOnly: true).text == #""\u00e9\ud83d\ude00""#)
  }
}
