import FlowTracking
import Testing
import TrafficModel

/// When bytes that are missing are given up, and when not.
@Suite struct GapTests {
  @Test func aHoleThatTheReceiverHasIsAGapSoon() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", bytes("abc"))
    wire.client("PA", at: 6, bytes("ghi"))
    wire.server("A", ack: 9)
    wire.pause(500_000_000)
    wire.others(20)
    #expect(text(wire.flow.toServer.bytes) == "abcghi")
    #expect(wire.flow.toServer.gaps == [3..<6])
    #expect(wire.flow.toServer.frames == [4, 5])
    #expect(wire.flow.anomalies == [.gap])
  }

  @Test func onABusyFlowSoonIsADozenMilliseconds() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", at: 3, bytes("def"))
    wire.server("A", ack: 6)
    for index in 0..<34 { wire.server("PA", at: index, ack: 6, [0]) }
    #expect(wire.flow.toServer.gaps == [0..<3])
  }

  @Test("a frame that is late by less than the reordering window is no gap", arguments: 1...14)
  func lateFrame(distance: Int) {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", at: 3, bytes("def"))
    wire.server("A", ack: 6)
    wire.pause(10_000_000_000)
    wire.others(distance)
    wire.client("PA", bytes("abc"))
    #expect(text(wire.flow.toServer.bytes) == "abcdef")
    #expect(wire.flow.toServer.gaps.isEmpty)
  }

  @Test func aHoleThatNobodyAcknowledgedWaitsForItsRetransmission() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", at: 3, bytes("def"))
    for _ in 0..<4 {
      wire.server("A", ack: 0)
      wire.pause(2_000_000_000)
      wire.others()
    }
    #expect(wire.flow.toServer.gaps.isEmpty)
    wire.client("PA", bytes("abc"))
    #expect(text(wire.flow.toServer.bytes) == "abcdef")
  }

  @Test("time going on without frames is looked at once, whatever still waits", arguments: [1, 3, 9])
  func ticksWhileWaiting(seconds: Int64) {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", at: 3, bytes("def"))
    wire.server("A", ack: 0)
    wire.advance(seconds * 1_000_000_000)
    #expect(wire.flow.toServer.gaps.isEmpty)
  }

  @Test func theEndOfTimeIsSurvived() {
    let wire = Wire()
    wire.time = .max - 100_000_000
    wire.handshake()
    wire.client("PA", at: 3, bytes("def"))
    wire.server("A", ack: 6)
    wire.others(40)
    wire.client("PA", bytes("abc"))
    wire.finish()
    #expect(text(wire.flow.toServer.bytes).hasSuffix("def"))
  }

  @Test func butNotForEver() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", at: 3, bytes("def"))
    wire.pause(11_000_000_000)
    wire.others()
    #expect(wire.flow.toServer.gaps == [0..<3])
    #expect(text(wire.flow.toServer.bytes) == "def")
  }

  @Test func withoutAnotherFrameTheCallerTellsTheTime() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", at: 3, bytes("def"))
    wire.server("A", ack: 6)
    wire.advance(400_000_000)
    #expect(wire.flow.toServer.gaps.isEmpty)
    wire.advance(200_000_000)
    #expect(wire.flow.toServer.gaps == [0..<3])
  }

  @Test func whatWasAcknowledgedAndNeverSeenIsAGapWithoutLaterData() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", bytes("request"))
    wire.server("A", ack: 7)
    wire.client("A", at: 7, ack: 1000)
    wire.pause(500_000_000)
    wire.others()
    #expect(wire.flow.toClient.gaps == [0..<1000])
  }

  @Test func theEndOfTheFlowTellsTheRest() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", at: 3, bytes("def"))
    wire.client("PA", at: 9, bytes("jkl"))
    wire.finish()
    #expect(text(wire.flow.toServer.bytes) == "defjkl")
    #expect(wire.flow.toServer.gaps == [0..<3, 6..<9])
    #expect(wire.flow.summary?.toServer.gaps == 2)
    #expect(wire.flow.summary?.toServer.gapBytes == 6)
    #expect(wire.counters.gapBytes == 6)
    #expect(wire.counters.heldBytes == 0)
  }

  @Test func aFINBehindAHoleEndsTheStreamAtTheGap() {
    let wire = Wire()
    wire.handshake()
    wire.server("PA", bytes("abc"))
    wire.server("FA", at: 6)
    wire.client("A", ack: 7)
    wire.pause(500_000_000)
    wire.others()
    #expect(wire.flow.toClient.gaps == [3..<6])
    #expect(wire.flow.toClient.isEnded)
  }

  @Test func theAcknowledgementOfAnUnseenFINIsNoGap() {
    let wire = Wire()
    wire.handshake()
    wire.server("PA", bytes("abc"))
    wire.client("A", ack: 4)
    wire.pause(500_000_000)
    wire.others()
    wire.finish()
    #expect(wire.flow.toClient.gaps.isEmpty)
  }

  @Test("what a snap length cut off is a gap at once, and nothing shifts", arguments: [54, 55, 57, 60])
  func snapLength(length: Int) {
    let wire = Wire()
    wire.handshake()
    wire.snapLength = length
    wire.server("PA", bytes("abcdef"))
    wire.server("PA", at: 6, bytes("ghijkl"))
    let kept = length - 54
    let expected = bytes("abcdef").prefix(kept) + bytes("ghijkl").prefix(kept)
    #expect(wire.flow.toClient.bytes == Array(expected))
    let gaps = kept == 0 ? [0..<6, 6..<12] : [UInt64(kept)..<6, UInt64(6 + kept)..<12]
    #expect(wire.flow.toClient.gaps == (kept == 6 ? [] : gaps))
    wire.finish()
    #expect(wire.flow.summary?.toClient.gapBytes == UInt64(12 - 2 * kept))
  }

  @Test func aSegmentCutOffWhileItWaitedIsToldTheSame() {
    let wire = Wire()
    wire.handshake()
    wire.snapLength = 57
    wire.server("PA", at: 6, bytes("ghijkl"))
    wire.server("PA", bytes("abcdef"))
    #expect(text(wire.flow.toClient.bytes) == "abcghi")
    #expect(wire.flow.toClient.gaps == [3..<6, 9..<12])
  }

  @Test func adjacentGapsCountOnce() {
    let wire = Wire()
    wire.handshake()
    wire.snapLength = 54
    for index in 0..<10 { wire.server("PA", at: index * 4, bytes("abcd")) }
    wire.finish()
    #expect(wire.flow.summary?.toClient.gaps == 1)
    #expect(wire.flow.summary?.toClient.gapBytes == 40)
  }
}
