import HTTPDissection
import Testing
import TrafficModel

@Suite("how bytes are cut never changes what is told") struct HTTP2CutLaws {
  struct Script: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var start = H2Dialogue.Start.preface
    var client: [UInt8]
    var server: [UInt8]
    /// Bytes lost after so many of the server's.
    var gap: (after: Int, count: UInt64)?
  }

  static let padded = H2Forge.data(1, "padded", padding: 7)
  static let trailers = H2Forge.headers(1, [("t", "1")], end: true)
  static let block = H2Forge.block(H2Forge.post([("accept", "text/event-stream")]))

  static let client =
    H2Forge.clientStart + H2Forge.headers(1, Array(block.prefix(30)), endHeaders: false)
    + H2Forge.continuation(1, Array(block.dropFirst(30))) + padded + H2Forge.headers(3, H2Forge.post(), end: true)
    + H2Forge.data(1, "", end: true) + H2Forge.frame(0xee, stream: 3, [1, 2, 3])
    + H2Forge.headers(5, H2Forge.post(), end: true) + H2Forge.reset(5)

  static let server =
    H2Forge.serverStart + H2Forge.headers(3, [(":status", "100")]) + H2Forge.headers(3, H2Forge.ok())
    + H2Forge.data(3, "three") + H2Forge.headers(1, [0x88] + H2Forge.inserting("x", "y")) + padded
    + H2Forge.data(3, "more", end: true) + H2Forge.promise(1, promising: 2, H2Forge.post()) + trailers
    + H2Forge.headers(2, [0x88, 0xbe], end: true) + H2Forge.goAway(last: 5)

  static let scripts = [
    Script(testDescription: "a whole connection", client: client, server: server),
    Script(testDescription: "midstream", start: .midstream, client: Array(client.dropFirst(60)), server: server),
    Script(
      testDescription: "a gap across frames", client: client, server: server,
      gap: (after: H2Forge.serverStart.count + 40, count: 31)),
  ]

  static func lines(_ script: Script, clientCuts: [Int], serverCuts: [Int]) -> [String] {
    let dialogue = H2Dialogue(script.start, begun: false)
    send(script.client, cutAt: clientCuts) { dialogue.client($0) }
    var server = script.server
    if let gap = script.gap {
      let rest = Array(server.dropFirst(gap.after + Int(gap.count)))
      send(Array(server.prefix(gap.after)), cutAt: serverCuts) { dialogue.server($0) }
      dialogue.loses(gap.count, .toClient)
      server = rest
    }
    send(server, cutAt: serverCuts) { dialogue.server($0) }
    dialogue.closes(.toClient)
    dialogue.finishes()
    #expect(dialogue.transcript.violations.isEmpty)
    let bodies = dialogue.transcript.bodies.sorted { $0.key < $1.key }
    return dialogue.transcript.lines + bodies.map { "\($0.key): \($0.value)" }
  }

  static func send(_ bytes: [UInt8], cutAt cuts: [Int], _ body: ([UInt8]) -> Void) {
    let inside = cuts.filter { $0 <= bytes.count }
    for (start, end) in zip([0] + inside, inside + [bytes.count]) { body(Array(bytes[start..<end])) }
  }

  @Test(arguments: scripts)
  func atEveryByte(script: Script) {
    let whole = Self.lines(script, clientCuts: [], serverCuts: [])
    #expect(whole.count > 10)
    for cut in 0...max(script.client.count, script.server.count) {
      #expect(Self.lines(script, clientCuts: [cut], serverCuts: [cut]) == whole, "cut at \(cut)")
    }
  }

  @Test(arguments: scripts, [1, 2, 3, 7])
  func intoPieces(script: Script, size: Int) {
    let cuts = Array(stride(from: size, to: max(script.client.count, script.server.count), by: size))
    let whole = Self.lines(script, clientCuts: [], serverCuts: [])
    #expect(Self.lines(script, clientCuts: cuts, serverCuts: cuts) == whole)
  }

  @Test("no input traps: a connection with bytes changed", arguments: UInt64(1)...300)
  func damage(seed: UInt64) {
    var state = seed &* 0x9e37_79b9_7f4a_7c15
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    var script = Self.scripts[next() % 2]
    for _ in 0...next() % 8 { script.client[next() % script.client.count] = UInt8(next() & 255) }
    for _ in 0...next() % 8 { script.server[next() % script.server.count] = UInt8(next() & 255) }
    let cuts = [next() % 50, 50 + next() % 50]
    let whole = Self.lines(script, clientCuts: [], serverCuts: [])
    #expect(Self.lines(script, clientCuts: cuts, serverCuts: cuts) == whole)
  }
}
