import HTTPDissection
import Testing
import TrafficModel

@Suite("each limit: silent at it, told once above it") struct HTTP2LimitsTests {
  @Test(arguments: [(3, 0), (4, 1), (9, 1)])
  func rapidReset(count: Int, told: Int) {
    var limits = HTTP2Limits()
    limits.resets = 3
    let dialogue = H2Dialogue(limits: limits)
    for stream in stride(from: 1 as UInt32, to: UInt32(2 * count), by: 2) {
      dialogue.client(H2Forge.headers(stream, H2Forge.post(), end: true), H2Forge.reset(stream))
    }
    #expect(dialogue.transcript.anomalies == Array(repeating: .h2RapidReset, count: told))
    #expect(dialogue.transcript.facts.count == count)
  }

  @Test func slowResetsAreNoFlood() {
    var limits = HTTP2Limits()
    limits.resets = 3
    let dialogue = H2Dialogue(limits: limits)
    dialogue.pause = 10
    for stream in stride(from: 1 as UInt32, to: 40, by: 2) {
      dialogue.client(H2Forge.headers(stream, H2Forge.post(), end: true), H2Forge.reset(stream))
    }
    #expect(dialogue.transcript.anomalies.isEmpty)
  }

  @Test(arguments: [(2, 0), (3, 1), (8, 1)])
  func continuationFrames(count: Int, told: Int) {
    var limits = HTTP2Limits()
    limits.continuationFrames = 2
    let dialogue = H2Dialogue(limits: limits)
    dialogue.client(H2Forge.headers(1, H2Forge.block(H2Forge.post()), end: true, endHeaders: false))
    for index in 1...count { dialogue.client(H2Forge.continuation(1, [0x82], endHeaders: index == count)) }
    #expect(dialogue.transcript.anomalies.filter { $0 == .h2ContinuationFlood }.count == told)
    #expect(dialogue.transcript.lines.last == "end 1 request complete 0/0")
  }

  @Test(arguments: [(0, 0), (1, 1)])
  func headerBlockBytes(excess: Int, told: Int) {
    var limits = HTTP2Limits()
    let block = H2Forge.block(H2Forge.post())
    limits.headerBlock = block.count - excess
    let dialogue = H2Dialogue(limits: limits)
    dialogue.client(
      H2Forge.headers(1, Array(block.prefix(10)), end: true, endHeaders: false),
      H2Forge.continuation(1, Array(block.dropFirst(10))))
    #expect(dialogue.transcript.anomalies == (told == 0 ? [] : [.h2ContinuationFlood, .h2HeaderStateLost]))
    #expect(dialogue.transcript.heads.count == 1 - told)
    #expect(dialogue.transcript.violations.isEmpty)
  }

  @Test(arguments: [(0, 0), (1, 1)])
  func headerList(excess: Int, told: Int) {
    var limits = HTTP2Limits()
    let fields = H2Forge.post()
    limits.headerList = fields.reduce(0) { $0 + $1.0.utf8.count + $1.1.utf8.count + 32 } - excess
    let dialogue = H2Dialogue(limits: limits)
    dialogue.client(H2Forge.headers(1, fields, end: true))
    #expect(dialogue.transcript.anomalies == Array(repeating: .h2HeaderListLimit, count: told))
    #expect(dialogue.transcript.lines.last == "end 1 request complete 0/0")
  }

  @Test(arguments: [(5, 0), (6, 1), (20, 1)])
  func emptyFrames(count: Int, told: Int) {
    var limits = HTTP2Limits()
    limits.emptyFrames = 5
    let dialogue = H2Dialogue(limits: limits)
    dialogue.client(H2Forge.headers(1, H2Forge.post()))
    for _ in 0..<count { dialogue.client(H2Forge.data(1, "", padding: 3)) }
    #expect(dialogue.transcript.anomalies == Array(repeating: .h2EmptyFrameFlood, count: told))
  }

  @Test("SETTINGS, PING and PRIORITY", arguments: [(4, 0), (5, 1), (20, 1)])
  func controlFrames(count: Int, told: Int) {
    var limits = HTTP2Limits()
    limits.controlFrames = 5  // one SETTINGS has been sent at the start
    let dialogue = H2Dialogue(limits: limits)
    let frames = [H2Forge.ping(), H2Forge.settings([]), H2Forge.frame(2, stream: 1, [0, 0, 0, 0, 1])]
    for index in 0..<count { dialogue.client(frames[index % 3]) }
    #expect(dialogue.transcript.anomalies == Array(repeating: .h2ControlFlood, count: told))
  }

  @Test(arguments: [(8, 0), (9, 1)])
  func openStreams(count: Int, told: Int) {
    var limits = HTTP2Limits()
    limits.openStreams = 8
    let dialogue = H2Dialogue(limits: limits)
    for index in 0..<count { dialogue.client(H2Forge.headers(UInt32(2 * index + 1), H2Forge.post())) }
    #expect(dialogue.transcript.anomalies == Array(repeating: .h2StreamLimit, count: told))
    #expect(dialogue.transcript.facts.count == told)
  }

  @Test func theStreamThatWasSilentLongestGoesFirst() {
    var limits = HTTP2Limits()
    limits.openStreams = 3
    let dialogue = H2Dialogue(limits: limits)
    for stream in [1, 3, 5] as [UInt32] { dialogue.client(H2Forge.headers(stream, H2Forge.post())) }
    dialogue.client(H2Forge.data(1, "x"), H2Forge.headers(7, H2Forge.post()))
    #expect(dialogue.transcript.facts.map(\.streamID) == [3])
    #expect(dialogue.transcript.facts.first?.request.completeness == .truncated)
  }

  @Test(arguments: [(16, 0), (17, 1)])
  func interimHeads(count: Int, told: Int) {
    let dialogue = H2Dialogue()
    dialogue.client(H2Forge.headers(1, H2Forge.post(), end: true))
    for _ in 0..<count { dialogue.server(H2Forge.headers(1, [(":status", "103")])) }
    dialogue.server(H2Forge.headers(1, H2Forge.ok(), end: true))
    #expect(dialogue.transcript.anomalies == Array(repeating: .pipelineLimit, count: told))
    #expect(dialogue.transcript.facts.first?.interimStatuses.count == 16)
  }

  @Test("a direction in which no frame is found is given up", arguments: [(108, 0), (109, 1)])
  // The last eight offsets wait for the rest of a header.
  func resyncOffsets(count: Int, told: Int) {
    var limits = HTTP2Limits()
    limits.resyncOffsets = 100
    let dialogue = H2Dialogue(.midstream, limits: limits)
    dialogue.server([UInt8](repeating: 0x61, count: count))
    #expect(dialogue.transcript.anomalies == Array(repeating: .notHTTP, count: told))
  }
}
