import HTTPDissection
import Testing
import TrafficForge
import TrafficModel

@Suite struct InterleavingTests {
  /// Six exchanges of all framings that do not depend on each other.
  static let dialogue = Dialogue(
    .client(HTTP1ConversationTests.post + "POST /2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"),
    .client("GET /3 HTTP/1.1\r\n\r\nDELETE /4 HTTP/1.1\r\n\r\nPUT /5 HTTP/1.0\r\nContent-Length: 1\r\n\r\nx"),
    .client("GET /6 HTTP/1.1\r\n\r\n"), .server(HTTP1ConversationTests.ok + CutInvarianceTests.chunked),
    .server("HTTP/1.1 304 Not Modified\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"),
    .server("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes"),
    .server("HTTP/1.0 200 OK\r\n\r\nto the end"))

  /// Both streams in pieces of random sizes, merged at random.
  static func shuffled(seed: UInt64) -> Dialogue {
    var generator = SeededGenerator(seed: seed)
    var rest = [Direction.toServer: dialogue.stream(.toServer)[...], .toClient: dialogue.stream(.toClient)[...]]
    var shuffled = Dialogue()
    while !rest.isEmpty {
      let direction: Direction = Bool.random(using: &generator) ? .toServer : .toClient
      guard let stream = rest[direction] else { continue }
      let piece = stream.prefix(Int.random(in: 1...60, using: &generator))
      shuffled.steps.append(.bytes(direction, Array(piece)))
      rest[direction] = stream.count == piece.count ? nil : stream.dropFirst(piece.count)
      if rest[direction] == nil { shuffled.steps.append(.end(direction)) }
    }
    return shuffled
  }

  @Test("however the two directions interleave, the exchanges are the same", arguments: UInt64(1)...200)
  func anyInterleaving(seed: UInt64) {
    var inOrder = Self.dialogue
    inOrder.steps += [.end(.toServer), .end(.toClient)]
    let expected = inOrder.run(time: { _ in 0 })
    let transcript = Self.shuffled(seed: seed).run(time: { _ in 0 })
    #expect(transcript.entries == expected.entries)
    #expect(transcript.violations.isEmpty)
    #expect(transcript.anomalies.isEmpty)
    #expect(expected.entries.count == 6)
    #expect(expected.entries.allSatisfy { $0.fact.response.completeness == .complete })
  }

  @Test("no damage traps or breaks the order of calls", arguments: UInt64(1)...400)
  func damage(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var dialogue = Self.shuffled(seed: seed)
    dialogue.isMidstream = Bool.random(using: &generator)
    dialogue.limits.startLine = 64
    dialogue.limits.headerBlock = 256
    dialogue.limits.pipelinedExchanges = 3
    dialogue.steps = dialogue.steps.flatMap { Self.damage($0, &generator) }
    let transcript = dialogue.run()
    #expect(transcript.violations.isEmpty)
    let ids = transcript.entries.map(\.fact.streamID)
    #expect(Set(ids).count == ids.count)
  }

  /// Bytes changed, doubled or lost, and gaps that are no gaps.
  private static func damage(_ step: Dialogue.Step, _ generator: inout SeededGenerator) -> [Dialogue.Step] {
    guard case .bytes(let direction, var bytes) = step else {
      return Int.random(in: 0..<2, using: &generator) == 0 ? [] : [step]
    }
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: return [.gap(direction, UInt64(bytes.count))]
    case 1: return [step, .gap(direction, UInt64.random(in: 0...(.max), using: &generator))]
    case 2: return [step, step]
    case 3:
      let index = Int.random(in: bytes.indices, using: &generator)
      bytes[index] = UInt8.random(in: 0...255, using: &generator)
      return [.bytes(direction, bytes)]
    case 4:
      return [.bytes(direction, Array("0123456789abcdef HTTP/1.1 200\r\n\r\n".utf8.shuffled(using: &generator))), step]
    default: return [step]
    }
  }
}
