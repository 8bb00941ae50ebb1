import FlowTracking
import Testing
import TrafficModel

/// How flows begin and end, and who is who in them.
@Suite struct ConversationTests {
  @Test func anUnansweredSYNIsAnAttempt() {
    let wire = Wire()
    wire.client("S", at: -1)
    wire.client("S", at: -1)
    wire.finish()
    #expect(wire.recorder.records.count == 1)
    #expect(wire.flow.state == .attempted)
    #expect(wire.flow.summary?.isOneSided == false)
  }

  @Test func aSYNAnsweredByAResetIsRejected() {
    let wire = Wire()
    wire.client("S", at: -1)
    wire.server("RA", at: -5001)
    wire.finish()
    #expect(wire.flow.state == .rejected)
  }

  @Test func bothFINsCloseAFlow() {
    let wire = Wire()
    wire.handshake()
    wire.client("FA")
    wire.server("FA", ack: 1)
    wire.client("A", at: 1, ack: 1)
    wire.pause(5_000_000_000)
    wire.others(20)
    #expect(wire.flow.state == .closed)
    #expect(wire.flow.toServer.isEnded)
    #expect(wire.flow.toClient.isEnded)
  }

  @Test func aResetEndsAFlowWithoutEndingItsStreams() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", bytes("abc"))
    wire.server("R", ack: 3)
    wire.pause(5_000_000_000)
    wire.others(20)
    #expect(wire.flow.state == .reset)
    #expect(!wire.flow.toServer.isEnded)
    #expect(!wire.flow.toClient.isEnded)
  }

  @Test func whatAResetCarriesIsNotPartOfTheStream() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", bytes("abc"))
    wire.server("RA", ack: 3, bytes("go away"))
    wire.finish()
    #expect(wire.flow.toClient.bytes.isEmpty)
    #expect(wire.flow.state == .reset)
  }

  @Test func dataThatWasOvertakenByAResetIsTold() {
    let wire = Wire()
    wire.handshake()
    wire.server("RA", at: 3)
    wire.server("PA", bytes("abc"))
    #expect(text(wire.flow.toClient.bytes) == "abc")
    #expect(wire.flow.anomalies.isEmpty)
  }

  @Test func aSenderThatGoesOnAfterItsResetIsAnAnomalyAndStillRead() {
    let wire = Wire()
    wire.handshake()
    wire.server("R")
    wire.server("PA", bytes("abc"))
    #expect(text(wire.flow.toClient.bytes) == "abc")
    #expect(wire.flow.anomalies == [.dataAfterReset])
  }

  @Test func aResetFromNowhereIsNotBelieved() {
    let wire = Wire()
    wire.handshake()
    wire.server("PA", bytes("abc"))
    wire.server("R", at: 1 << 29)
    wire.finish()
    #expect(wire.flow.state == .open)
  }

  @Test func simultaneousOpenIsOneFlowAndAnAnomaly() {
    let wire = Wire()
    wire.client("S", at: -1)
    wire.server("S", at: -1)
    wire.client("SA", at: -1)
    wire.server("SA", at: -1)
    wire.client("PA", bytes("abc"))
    wire.server("PA", bytes("xyz"))
    #expect(wire.recorder.records.count == 1)
    #expect(wire.flow.anomalies == [.splitHandshake])
    #expect(text(wire.flow.toServer.bytes) == "abc")
    #expect(text(wire.flow.toClient.bytes) == "xyz")
  }

  @Test(
    "a port used again is another flow, whatever the old one had come to",
    arguments: [
      "closed", "reset", "attempt", "live",
    ])
  func portReuse(old: String) {
    let wire = Wire()
    if old == "attempt" { wire.client("S", at: -1) } else { wire.handshake() }
    if old != "attempt" { wire.client("PA", bytes("old")) }
    if old == "reset" { wire.server("R", ack: 3) }
    if old == "closed" {
      wire.client("FA", at: 3)
      wire.server("FA", ack: 4)
    }
    wire.clientInitial = 3_000_000
    wire.serverInitial = 9_000_000
    wire.handshake()
    wire.client("PA", bytes("new"))
    wire.server("PA", ack: 3, bytes("answer"))
    wire.finish()
    #expect(wire.recorder.records.count == 2)
    let second = wire.recorder.records[1]
    #expect(text(second.toServer.bytes) == "new")
    #expect(text(second.toClient.bytes) == "answer")
    #expect(second.flow.reference.id != wire.flow.flow.reference.id)
    #expect(!second.flow.isMidstream)
    #expect(wire.recorder.violations.isEmpty)
  }

  @Test func flowsOfOneInstantHaveTwoNames() {
    let wire = Wire()
    wire.step = 0
    wire.handshake()
    wire.client("FA")
    wire.server("FA", ack: 1)
    wire.clientInitial = 3_000_000
    wire.handshake()
    #expect(Set(wire.recorder.records.map(\.flow.reference.id)).count == 2)
  }

  @Test func oneSYNAloneDoesNotEndALiveFlow() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", bytes("abc"))
    var forged = wire.clientPacket("S", at: -1)
    forged.sequence = 77
    wire.deliver(forged)
    wire.client("PA", at: 3, bytes("def"))
    #expect(wire.recorder.records.count == 1)
    #expect(text(wire.flow.toServer.bytes) == "abcdef")
  }

  @Test func aSYNSentAgainIsTheSameFlow() {
    let wire = Wire()
    wire.client("S", at: -1)
    wire.client("S", at: -1)
    wire.server("SA", at: -1)
    wire.server("SA", at: -1)
    wire.client("A")
    wire.client("PA", bytes("abc"))
    wire.client("S", at: -1)
    #expect(wire.recorder.records.count == 1)
    #expect(text(wire.flow.toServer.bytes) == "abc")
    #expect(wire.recorder.anomalies.isEmpty)
  }

  @Test func closingsOfUnknownFlowsBeginNone() {
    let wire = Wire()
    wire.client("R")
    wire.client("FA")
    wire.server("RA")
    #expect(wire.recorder.records.isEmpty)
    #expect(wire.counters.straySegments == 3)
  }

  @Test func openFlowsEndInTheOrderOfTheirBeginning() {
    let wire = Wire()
    for port in [40_005, 40_001, 40_009, 40_003] as [UInt16] {
      wire.client.port = port
      wire.handshake()
    }
    wire.finish()
    let ended = wire.recorder.endings.map(\.client.port)
    #expect(ended == [40_005, 40_001, 40_009, 40_003])
  }

  @Test func theSamePacketMirroredTwiceCountsOnce() {
    let wire = Wire()
    wire.handshake()
    let packet = wire.clientPacket("PA", at: 0, bytes("abc"))
    wire.deliver(packet)
    wire.deliver(packet)
    wire.finish()
    #expect(wire.counters.duplicateFrames == 1)
    #expect(wire.flow.summary?.toServer.frames == 3)
    #expect(wire.flow.summary?.toServer.repeatedBytes == 0)
  }
}
