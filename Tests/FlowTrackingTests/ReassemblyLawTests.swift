import FlowTracking
import PacketDecoding
import Testing
import TrafficForge
import TrafficModel

/// The laws of reassembly: how the network cuts, orders and repeats segments never changes what is told.
@Suite struct ReassemblyLawTests {
  static let payload = (0..<997).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  @Test(
    "any order, any cutting, any duplication, across a sequence wrap: the same bytes, once", arguments: UInt64(1)...200)
  func orderIsIrrelevant(seed: UInt64) {
    let wire = Wire()
    wire.clientInitial = .max &- UInt32(seed * 7)
    wire.handshake()
    let script = SegmentScript(Self.payload, upTo: Int(seed % 40) + 1, seed: seed)
    for segment in script.duplicating(every: 3).shuffled(seed: seed).segments {
      wire.client("PA", at: segment.offset, segment.bytes)
    }
    wire.client("FA", at: Self.payload.count)
    wire.finish()
    #expect(wire.flow.toServer.bytes == Self.payload)
    #expect(wire.flow.toServer.gaps.isEmpty)
    #expect(wire.flow.toServer.isEnded)
    #expect(wire.recorder.anomalies.isEmpty)
    #expect(wire.recorder.violations.isEmpty)
    #expect(wire.flow.summary?.toServer.payloadBytes == UInt64(Self.payload.count))
    #expect(wire.counters.heldBytes == 0)
  }

  @Test(
    "segments that overlap in any way: the same bytes, once, and every byte sent is counted", arguments: UInt64(1)...40
  )
  func overlapsAreIrrelevant(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let wire = Wire()
    wire.handshake()
    var sent = 0
    var covered = Set<Int>()
    while covered.count < Self.payload.count {
      let start = Int.random(in: 0..<Self.payload.count, using: &generator)
      let end = min(start + Int.random(in: 1...90, using: &generator), Self.payload.count)
      // A one-byte segment before the next expected byte would be a keep-alive, which counts as nothing.
      guard end - start > 1 || end == Self.payload.count else { continue }
      wire.client("PA", at: start, Array(Self.payload[start..<end]))
      covered.formUnion(start..<end)
      sent += end - start
    }
    wire.finish()
    let summary = wire.flow.summary
    #expect(wire.flow.toServer.bytes == Self.payload)
    #expect(wire.recorder.anomalies.isEmpty)
    #expect(Int(summary?.toServer.repeatedBytes ?? 0) >= sent - Self.payload.count - 3)
    #expect(Int(summary?.toServer.repeatedBytes ?? 0) <= sent - Self.payload.count)
  }

  @Test("lost segments are gaps: every byte is told or missing, never both, never neither", arguments: UInt64(1)...200)
  func lossIsAGap(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let wire = Wire()
    wire.handshake()
    var expected: [UInt8] = []
    let segments = SegmentScript(Self.payload, upTo: 30, seed: seed).segments
    for segment in segments {
      let isLost = Int.random(in: 0..<5, using: &generator) == 0 && segment.offset + segment.bytes.count < 990
      if !isLost {
        wire.client("PA", at: segment.offset, segment.bytes)
        expected += segment.bytes
      }
      if Int.random(in: 0..<4, using: &generator) == 0 { wire.server("A", ack: segment.offset + segment.bytes.count) }
    }
    wire.finish()
    let missing = wire.flow.toServer.gaps.reduce(0) { $0 + $1.count }
    #expect(wire.flow.toServer.bytes == expected)
    #expect(missing == Self.payload.count - expected.count)
    #expect(wire.flow.summary?.toServer.gapBytes == UInt64(missing))
    #expect(wire.recorder.violations.isEmpty)
  }

  @Test(
    "both directions with their acknowledgements, reordered within the window: no gap, the same bytes",
    arguments: UInt64(1)...100)
  func reorderedDialogue(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let wire = Wire()
    // No packet is more than twelve places from where it was.
    let places = Self.dialogue(on: wire).enumerated().map { index, packet in
      (place: index + Int.random(in: 0...12, using: &generator), index: index, packet: packet)
    }
    let packets = places.sorted { ($0.place, $0.index) < ($1.place, $1.index) }.map(\.packet)
    wire.step = Int64(seed % 5) * 300_000_000
    for packet in packets { wire.deliver(packet) }
    wire.finish()
    #expect(wire.recorder.records.count == 1)
    #expect(wire.flow.toServer.bytes == Self.payload)
    #expect(wire.flow.toClient.bytes == Self.payload.reversed())
    #expect(wire.flow.toServer.gaps.isEmpty && wire.flow.toClient.gaps.isEmpty)
    #expect(wire.flow.state == .closed)
    #expect(wire.flow.flow.reference.client == wire.client)
    #expect(wire.recorder.anomalies.isEmpty)
    #expect(wire.recorder.violations.isEmpty)
  }

  /// Requests and answers in turn, each acknowledged, from handshake to close.
  private static func dialogue(on wire: Wire) -> [Packet] {
    let answer = Array(payload.reversed())
    var packets = [wire.clientPacket("S", at: -1), wire.serverPacket("SA", at: -1), wire.clientPacket("A", at: 0)]
    for start in stride(from: 0, to: payload.count, by: 50) {
      let end = min(start + 50, payload.count)
      packets.append(wire.clientPacket("PA", at: start, ack: start, Array(payload[start..<end])))
      packets.append(wire.serverPacket("A", at: start, ack: end))
      packets.append(wire.serverPacket("PA", at: start, ack: end, Array(answer[start..<end])))
      packets.append(wire.clientPacket("A", at: end, ack: end))
    }
    let end = payload.count
    packets.append(wire.clientPacket("FA", at: end, ack: end))
    packets.append(wire.serverPacket("FA", at: end, ack: end + 1))
    packets.append(wire.clientPacket("A", at: end + 1, ack: end + 1))
    return packets
  }

  @Test("any packets at all keep the promises to the observer", arguments: UInt64(1)...80)
  func anything(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var limits = FlowLimits()
    limits.heldBytesPerDirection = 2000
    limits.heldBytes = 5000
    limits.flows = 3
    let wire = Wire(limits: limits)
    var isBounded = true
    let flags = ["A", "PA", "S", "SA", "FA", "FPA", "R", "RA", "", "SF"]
    for _ in 0..<400 {
      wire.client.port = 40_000 + UInt16.random(in: 0...3, using: &generator)
      wire.step = Int64.random(in: -1_000_000...200_000_000, using: &generator)
      if Int.random(in: 0..<50, using: &generator) == 0 { wire.pause(8_000_000_000) }
      if Int.random(in: 0..<50, using: &generator) == 0 {
        wire.clientInitial = .random(in: 0...(.max), using: &generator)
      }
      let position = Int.random(in: -2...300, using: &generator)
      let payload = [UInt8](
        repeating: .random(in: 65...70, using: &generator), count: .random(in: 0...40, using: &generator))
      let flag = flags.randomElement(using: &generator) ?? "A"
      wire.snapLength = Int.random(in: 0..<8, using: &generator) == 0 ? 60 : .max
      let ack = Int.random(in: 0...300, using: &generator)
      if Bool.random(using: &generator) {
        wire.client(flag, at: position, ack: ack, payload)
      } else {
        wire.server(flag, at: position, ack: ack, payload)
      }
      if wire.counters.heldBytes > limits.heldBytes || wire.counters.openFlows > limits.flows { isBounded = false }
    }
    #expect(isBounded)
    wire.finish()
    #expect(wire.recorder.violations.isEmpty)
    #expect(wire.counters.heldBytes == 0)
    #expect(wire.recorder.records.allSatisfy { $0.state != nil })
    for record in wire.recorder.records {
      #expect(record.summary?.toServer.payloadBytes == UInt64(record.toServer.bytes.count))
      #expect(Int(record.summary?.toServer.gapBytes ?? 0) == record.toServer.gaps.reduce(0) { $0 + $1.count })
    }
  }
}
