import FlowTracking
import Testing
import TrafficModel

/// What segments do to the stream of one direction.
@Suite struct StreamTests {
  @Test func bytesInOrderAreToldAtOnceAndOnce() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", bytes("POST /"))
    #expect(text(wire.flow.toServer.bytes) == "POST /")
    wire.server("PA", ack: 6, bytes("HTTP/1.1 200"))
    #expect(text(wire.flow.toClient.bytes) == "HTTP/1.1 200")
    #expect(wire.flow.flow.reference.client == wire.client)
    #expect(!wire.flow.flow.isMidstream)
    #expect(wire.recorder.violations.isEmpty)
  }

  @Test func bytesThatWaitedKeepTheFrameThatCarriedThem() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", at: 3, bytes("def"))
    wire.client("PA", at: 6, bytes("ghi"))
    #expect(wire.flow.toServer.bytes.isEmpty)
    wire.client("PA", at: 0, bytes("abc"))
    #expect(text(wire.flow.toServer.bytes) == "abcdefghi")
    #expect(wire.flow.toServer.frames == [6, 4, 5])
  }

  @Test func aRetransmissionIsCountedAndNotTold() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", bytes("abcdef"))
    wire.client("PA", bytes("abcdef"))
    wire.client("PA", at: 3, bytes("defghi"))
    wire.finish()
    #expect(text(wire.flow.toServer.bytes) == "abcdefghi")
    #expect(wire.flow.summary?.toServer.repeatedBytes == 9)
    #expect(wire.flow.summary?.toServer.payloadBytes == 9)
    #expect(wire.flow.summary?.toServer.frames == 5)
    #expect(wire.recorder.anomalies.isEmpty)
  }

  @Test(
    "the copy that came first wins, and a contradiction is told",
    arguments: [
      // Both wait behind a hole.
      [(3, "defg"), (5, "XX"), (0, "abc")], [(3, "defg"), (1, "bcXefgh"), (0, "abc")],
      // One was told already.
      [(0, "abcdefg"), (0, "abcdefX")], [(0, "abcdefg"), (0, "Xbcdefgh")], [(0, "abc"), (1, "XX"), (3, "defg")],
      // In order, over one that waits.
      [(3, "defg"), (0, "abcX")],
    ])
  func conflictingOverlap(segments: [(Int, String)]) {
    let wire = Wire()
    wire.handshake()
    for (position, payload) in segments { wire.client("PA", at: position, bytes(payload)) }
    #expect(text(wire.flow.toServer.bytes).hasPrefix("abcdefg"))
    #expect(wire.flow.anomalies.contains(.conflictingOverlap))
    #expect(wire.recorder.violations.isEmpty)
  }

  @Test(
    "an overlap that agrees is no anomaly",
    arguments: [
      [(3, "defg"), (1, "bcdefgh"), (0, "abc")], [(0, "abcd"), (2, "cdefgh")],
      [(4, "ef"), (2, "cd"), (1, "bcdefgh"), (0, "a")],
    ])
  func agreeingOverlap(segments: [(Int, String)]) {
    let wire = Wire()
    wire.handshake()
    for (position, payload) in segments { wire.client("PA", at: position, bytes(payload)) }
    #expect(text(wire.flow.toServer.bytes) == "abcdefgh")
    #expect(wire.recorder.anomalies.isEmpty)
  }

  @Test("keep-alive probes say nothing, whatever byte they carry", arguments: [[], [0], [0x61]] as [[UInt8]])
  func keepAlive(probe: [UInt8]) {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", bytes("abc"))
    wire.server("A", ack: 3)
    for _ in 0..<3 {
      wire.pause(15_000_000_000)
      wire.client("A", at: 2, probe)
      wire.server("A", ack: 3)
    }
    wire.server("PA", ack: 3, bytes("xyz"))
    wire.finish()
    #expect(text(wire.flow.toServer.bytes) == "abc")
    #expect(text(wire.flow.toClient.bytes) == "xyz")
    #expect(wire.flow.summary?.toServer.repeatedBytes == 0)
    #expect(wire.recorder.anomalies.isEmpty)
  }

  @Test func aZeroWindowProbeIsTheNextByte() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", bytes("abc"))
    var closed = wire.serverPacket("A", at: 0, ack: 3)
    closed.window = 0
    wire.deliver(closed)
    wire.client("A", at: 3, bytes("d"))
    wire.deliver(closed)
    wire.client("PA", at: 3, bytes("def"))
    #expect(text(wire.flow.toServer.bytes) == "abcdef")
    #expect(wire.recorder.anomalies.isEmpty)
  }

  @Test func dataOnTheSYNIsTheBeginningOfTheStream() {
    let wire = Wire()
    wire.client("S", at: -1, bytes("GET"))
    wire.server("SA", at: -1, ack: 3, bytes("HTTP"))
    wire.client("PA", at: 3, ack: 4, bytes(" /"))
    #expect(text(wire.flow.toServer.bytes) == "GET /")
    #expect(text(wire.flow.toClient.bytes) == "HTTP")
  }

  @Test func dataOnTheFINIsTheEndOfTheStream() {
    let wire = Wire()
    wire.handshake()
    wire.server("PA", bytes("abc"))
    wire.server("FPA", at: 3, bytes("def"))
    #expect(text(wire.flow.toClient.bytes) == "abcdef")
    #expect(wire.flow.toClient.isEnded)
    #expect(!wire.flow.toServer.isEnded)
  }

  @Test func anEndIsToldWhenAllBeforeItWas() {
    let wire = Wire()
    wire.handshake()
    wire.server("FA", at: 6)
    wire.server("PA", at: 3, bytes("def"))
    #expect(!wire.flow.toClient.isEnded)
    wire.server("PA", bytes("abc"))
    #expect(text(wire.flow.toClient.bytes) == "abcdef")
    #expect(wire.flow.toClient.isEnded)
  }

  @Test func nothingFollowsAnEnd() {
    let wire = Wire()
    wire.handshake()
    wire.server("FPA", bytes("abc"))
    wire.server("PA", at: 3, bytes("more"))
    wire.server("FPA", bytes("abc"))
    wire.finish()
    #expect(text(wire.flow.toClient.bytes) == "abc")
    #expect(wire.recorder.violations.isEmpty)
  }

  @Test func aHalfClosedFlowGoesOnTheOtherWay() {
    let wire = Wire()
    wire.handshake()
    wire.client("FPA", bytes("request"))
    wire.server("A", ack: 8)
    wire.pause(60_000_000_000)
    wire.others()
    wire.server("PA", ack: 8, bytes("response"))
    wire.server("FA", at: 8, ack: 8)
    wire.finish()
    #expect(text(wire.flow.toClient.bytes) == "response")
    #expect(wire.flow.state == .closed)
  }

  @Test("sequence numbers wrap anywhere", arguments: [UInt32](0...12))
  func wrap(before: UInt32) {
    let wire = Wire()
    wire.clientInitial = .max &- before
    wire.handshake()
    wire.client("PA", at: 6, bytes("ghi"))
    wire.client("PA", at: 3, bytes("def"))
    wire.client("PA", bytes("abc"))
    wire.client("PA", at: 2, bytes("cdefghijkl"))
    #expect(text(wire.flow.toServer.bytes) == "abcdefghijkl")
  }

  @Test func offsetsDoNotWrapWithTheSequenceNumbers() {
    // Five gigabytes, as a capture with a snap length of 54 has them: every byte a gap.
    let wire = Wire()
    wire.handshake()
    var position = 0
    while position < 5 << 30 {
      wire.deliver(frame: Self.headers(of: wire.clientPacket("A", at: position)), wireLength: 54 + (1 << 20))
      position += 1 << 20
    }
    wire.finish()
    #expect(wire.flow.summary?.toServer.gapBytes == UInt64(position))
    #expect(wire.recorder.violations.isEmpty)
  }

  @Test func segmentsFarFromAnythingAreNotUsed() {
    let wire = Wire()
    wire.handshake()
    wire.client("PA", bytes("abc"))
    wire.client("PA", at: 3 + (1 << 30) + 1, bytes("forged"))
    wire.client("PA", at: 3, bytes("def"))
    wire.finish()
    #expect(text(wire.flow.toServer.bytes) == "abcdef")
    #expect(wire.flow.toServer.gaps.isEmpty)
    #expect(wire.counters.implausibleSegments == 1)
  }

  /// The headers of a segmentation-offload frame, whose IP length is 0.
  private static func headers(of packet: Packet) -> [UInt8] {
    var frame = packet.frame
    frame[16] = 0
    frame[17] = 0
    return frame
  }
}
