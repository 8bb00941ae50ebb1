import FlowTracking
import Testing
import TrafficModel

@Suite struct DatagramTests {
  @Test func datagramsAreToldWholeWithTheirDirection() {
    let wire = Wire()
    wire.server.port = 53
    wire.datagram(bytes("question"))
    wire.datagram(fromClient: false, bytes("answer"))
    wire.datagram([])
    wire.finish()
    #expect(wire.recorder.records.count == 1)
    #expect(wire.flow.datagrams.map(\.0) == [.toServer, .toClient, .toServer])
    #expect(wire.flow.datagrams.map { text($0.1) } == ["question", "answer", ""])
    #expect(wire.flow.summary?.toServer.frames == 2)
    #expect(wire.flow.summary?.toServer.payloadBytes == 8)
    #expect(wire.flow.summary?.toServer.wireBytes == 64)
    #expect(wire.flow.summary?.state == .open)
  }

  @Test func anAnswerSeenFirstIsStillAnAnswer() {
    let wire = Wire()
    wire.server.port = 53
    wire.datagram(fromClient: false, bytes("answer"))
    #expect(wire.flow.flow.reference.client == wire.client)
    #expect(wire.flow.datagrams.map(\.0) == [.toClient])
  }

  @Test func aLongPauseMakesAnotherFlow() {
    let wire = Wire()
    wire.datagram(bytes("a"))
    wire.pause(121 * FlowLimits.second)
    wire.others()
    wire.datagram(bytes("b"))
    #expect(wire.recorder.records.count == 2)
    #expect(wire.flow.state == .timedOut)
  }

  @Test func whatASnapLengthCutOffIsCountedAsMissing() {
    let wire = Wire()
    wire.snapLength = 14 + 28 + 3
    wire.datagram(bytes("abcdef"))
    wire.finish()
    #expect(wire.flow.datagrams.map { text($0.1) } == ["abc"])
    #expect(wire.flow.summary?.toServer.gapBytes == 3)
  }

  @Test func theSameDatagramMirroredTwiceIsToldOnce() {
    let wire = Wire()
    var packet = Packet(source: wire.client, destination: wire.server)
    packet.isDatagram = true
    packet.payload = bytes("abc")
    packet.identification = 9
    wire.deliver(packet)
    wire.deliver(packet)
    packet.identification = 10
    wire.deliver(packet)
    #expect(wire.flow.datagrams.count == 2)
    #expect(wire.counters.duplicateFrames == 1)
  }

  @Test func tcpAndUDPOfTheSameEndsAreTwoFlows() {
    let wire = Wire()
    wire.handshake()
    wire.datagram(bytes("a"))
    #expect(wire.recorder.records.count == 2)
  }
}
