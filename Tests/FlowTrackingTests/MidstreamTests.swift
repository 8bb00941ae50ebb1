import FlowTracking
import Testing
import TrafficModel

/// Captures that begin after the conversation did, or hold one direction of it.
@Suite struct MidstreamTests {
  @Test(
    "the client is who sends a request, whoever speaks first and whatever the ports are",
    arguments: [
      ("POST /mcp HTTP/1.1\r\n", true), ("GET / HTTP/1.1\r\n", true), ("PRI * HTTP/2.0\r\n", true),
      ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}x", true), ("HTTP/1.1 200 OK\r\n", false),
      ("\u{16}\u{3}\u{3}\u{2}\u{0}\u{2}x", false),
    ])
  func rolesByPayload(payload: String, fromClient: Bool) {
    for port in [UInt16(40_000), 80] {
      let wire = Wire()
      wire.client.port = port
      wire.server.port = port == 80 ? 40_000 : 80
      if fromClient { wire.client("PA", at: 100, bytes(payload)) } else { wire.server("PA", at: 100, bytes(payload)) }
      wire.finish()
      #expect(wire.flow.flow.reference.client == wire.client)
      #expect(wire.flow.flow.reference.server == wire.server)
      #expect(wire.flow.flow.isMidstream)
      #expect(text((fromClient ? wire.flow.toServer : wire.flow.toClient).bytes) == payload)
    }
  }

  @Test(
    "where payload does not tell, ports do",
    arguments: [
      (UInt16(40_000), UInt16(8080)), (40_000, 9999), (9000, 443), (50_000, 40_000), (3001, 3000),
    ])
  func rolesByPort(client: UInt16, server: UInt16) {
    for serverSpeaks in [false, true] {
      let wire = Wire()
      wire.client.port = client
      wire.server.port = server
      if serverSpeaks { wire.server("PA", bytes("data: 1")) } else { wire.client("PA", bytes("..")) }
      wire.finish()
      #expect(wire.flow.flow.reference.server.port == server)
    }
  }

  @Test func pickupInTheMiddleTellsBothDirections() {
    let wire = Wire()
    wire.server("PA", at: 500, ack: 90, bytes("tail"))
    wire.client("A", at: 90, ack: 504)
    wire.client("PA", at: 90, ack: 504, bytes("POST /"))
    wire.server("PA", at: 504, ack: 96, bytes("HTTP/1.1 "))
    wire.finish()
    #expect(text(wire.flow.toClient.bytes) == "tailHTTP/1.1 ")
    #expect(text(wire.flow.toServer.bytes) == "POST /")
    #expect(wire.flow.toClient.gaps.isEmpty)
    #expect(wire.flow.flow.reference.client == wire.client)
    #expect(wire.recorder.violations.isEmpty)
  }

  @Test func theFirstBytesMayBeOutOfOrder() {
    let wire = Wire()
    wire.client("PA", at: 106, bytes("ghi"))
    wire.client("PA", at: 100, bytes("abc"))
    wire.client("PA", at: 103, bytes("def"))
    wire.finish()
    #expect(text(wire.flow.toServer.bytes) == "abcdefghi")
    #expect(wire.flow.toServer.gaps.isEmpty)
  }

  @Test("a handshake that is late in the capture still counts", arguments: 0..<24)
  func lateHandshake(order: Int) {
    let wire = Wire()
    var packets = [
      wire.clientPacket("S", at: -1), wire.serverPacket("SA", at: -1), wire.clientPacket("PA", at: 0, bytes("GET /")),
      wire.serverPacket("PA", at: 0, ack: 5, bytes("HTTP/1.1 ")),
    ]
    var rest = order
    for count in [4, 3, 2] {
      packets.append(packets.remove(at: rest % count))
      rest /= count
    }
    for packet in packets { wire.deliver(packet) }
    wire.finish()
    #expect(wire.recorder.records.count == 1)
    #expect(text(wire.flow.toServer.bytes) == "GET /")
    #expect(text(wire.flow.toClient.bytes) == "HTTP/1.1 ")
    #expect(wire.flow.flow.reference.client == wire.client)
    #expect(!wire.flow.flow.isMidstream)
    #expect(wire.recorder.anomalies.isEmpty)
  }

  @Test func withoutTheSYNItsAnswerTellsWhereTheStreamBegins() {
    let wire = Wire()
    wire.server("SA", at: -1)
    wire.client("PA", at: 3, bytes("def"))
    wire.client("PA", bytes("abc"))
    #expect(text(wire.flow.toServer.bytes) == "abcdef")
    #expect(!wire.flow.flow.isMidstream)
    #expect(wire.flow.flow.reference.client == wire.client)
  }

  @Test func withoutTheAnswerToTheSYNTheAcknowledgementTells() {
    let wire = Wire()
    wire.client("S", at: -1)
    wire.client("A")
    wire.client("PA", bytes("GET /"))
    wire.server("PA", at: 4, ack: 5, bytes("/1.1"))
    wire.pause(500_000_000)
    wire.others()
    wire.client("A", at: 5, ack: 8)
    wire.finish()
    #expect(wire.flow.toClient.gaps == [0..<4])
    #expect(text(wire.flow.toClient.bytes) == "/1.1")
  }

  @Test func aDirectionThatWasNotCapturedIsAGapOfKnownLength() {
    let wire = Wire()
    wire.client("S", at: -1)
    wire.client("A")
    wire.client("PA", bytes("GET /"))
    wire.client("A", at: 5, ack: 4000)
    wire.client("A", at: 5, ack: 9000)
    wire.finish()
    #expect(text(wire.flow.toServer.bytes) == "GET /")
    #expect(wire.flow.toClient.gaps == [0..<9000])
    #expect(wire.flow.summary?.isOneSided == true)
    #expect(wire.flow.summary?.toClient.gapBytes == 9000)
    #expect(wire.recorder.anomalies.isEmpty)
  }

  @Test func aOneSidedCaptureOfTheServerIsReadInOrder() {
    let wire = Wire()
    wire.server("SA", at: -1)
    wire.server("PA", ack: 700, bytes("HTTP/1.1 "))
    wire.server("PA", at: 13, ack: 700, bytes("late"))
    wire.pause(3_000_000_000)
    wire.others()
    #expect(text(wire.flow.toClient.bytes) == "HTTP/1.1 late")
    #expect(wire.flow.toClient.gaps == [9..<13])
    #expect(wire.flow.toServer.gaps == [0..<700])
    wire.server("FA", at: 17, ack: 701)
    wire.pause(6_000_000_000)
    wire.others()
    #expect(wire.flow.state == .closed)
    #expect(wire.flow.summary?.isOneSided == true)
  }
}
