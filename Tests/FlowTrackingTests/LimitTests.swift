import FlowTracking
import Testing
import TrafficModel

/// Every limit at its value and one beyond, and every timeout.
@Suite struct LimitTests {
  /// What one held segment costs on top of its bytes.
  private static let segmentCost = 128

  @Test("a direction holds up to its limit; beyond it the oldest hole is a gap", arguments: [0, 1])
  func heldPerDirection(excess: Int) {
    var limits = FlowLimits()
    limits.heldBytesPerDirection = 3 * (Self.segmentCost + 10) - excess
    let wire = Wire(limits: limits)
    wire.handshake()
    for index in 0..<3 { wire.client("PA", at: 5 + index * 20, [UInt8](repeating: 1, count: 10)) }
    #expect(wire.flow.toServer.gaps == (excess == 0 ? [] : [0..<5]))
    #expect(wire.flow.anomalies == (excess == 0 ? [] : [.gap, .reassemblyLimit]))
  }

  @Test("a direction holds so many segments and no more", arguments: [0, 1])
  func heldSegments(excess: Int) {
    var limits = FlowLimits()
    limits.heldSegmentsPerDirection = 5
    let wire = Wire(limits: limits)
    wire.handshake()
    for index in 0..<5 + excess { wire.client("PA", at: 5 + index * 20, [1]) }
    #expect(wire.flow.toServer.gaps == (excess == 0 ? [] : [0..<5]))
    #expect(wire.flow.anomalies.contains(.reassemblyLimit) == (excess == 1))
  }

  @Test("both directions share the limit of their flow", arguments: [0, 1])
  func heldPerFlow(excess: Int) {
    var limits = FlowLimits()
    limits.heldBytesPerFlow = 2 * (Self.segmentCost + 10) - excess
    let wire = Wire(limits: limits)
    wire.handshake()
    wire.client("PA", at: 5, [UInt8](repeating: 1, count: 10))
    wire.server("PA", at: 5, [UInt8](repeating: 1, count: 10))
    #expect(wire.flow.toServer.gaps.isEmpty)
    #expect(wire.flow.toClient.gaps == (excess == 0 ? [] : [0..<5]))
    #expect(wire.flow.anomalies.contains(.reassemblyLimit) == (excess == 1))
  }

  @Test("all flows share one limit; who has waited longest gives up first", arguments: [0, 1])
  func heldInAll(excess: Int) {
    var limits = FlowLimits()
    limits.heldBytes = 3 * (Self.segmentCost + 10) - excess
    let wire = Wire(limits: limits)
    for port in [40_001, 40_002, 40_003] as [UInt16] {
      wire.client.port = port
      wire.handshake()
      wire.client("PA", at: 5, [UInt8](repeating: 1, count: 10))
    }
    #expect(wire.counters.heldBytes <= limits.heldBytes)
    #expect(wire.recorder.records.map(\.toServer.gaps.count) == (excess == 0 ? [0, 0, 0] : [1, 0, 0]))
    #expect(wire.recorder.anomalies.contains(.reassemblyLimit) == (excess == 1))
  }

  @Test("as many flows as the limit are tracked, one more drops the longest idle", arguments: [3, 4])
  func flows(count: Int) {
    var limits = FlowLimits()
    limits.flows = 3
    let wire = Wire(limits: limits)
    for index in 0..<count {
      wire.client.port = 40_000 + UInt16(index)
      wire.handshake()
      wire.client("PA", bytes("abc"))
    }
    #expect(wire.flow.state == (count == 3 ? nil : .evicted))
    #expect(wire.recorder.anomalies == (count == 3 ? [] : [.flowLimit]))
    #expect(wire.counters.evictedFlows == UInt64(count - 3))
    #expect(wire.counters.openFlows == 3)
  }

  @Test func aFloodOfAttemptsDoesNotPushOutAQuietFlow() {
    var limits = FlowLimits()
    limits.flows = 100
    let wire = Wire(limits: limits)
    wire.handshake()
    wire.client("PA", bytes("GET /events"))
    for port in 0..<2000 {
      wire.client.port = 1000 + UInt16(port)
      wire.client("S", at: -1)
    }
    wire.client.port = 40_000
    wire.server("PA", bytes("data: late"))
    #expect(text(wire.flow.toClient.bytes) == "data: late")
    #expect(wire.counters.evictedFlows == 1901)
  }

  @Test func closedFlowsAreDroppedBeforeLiveOnes() {
    var limits = FlowLimits()
    limits.flows = 2
    let wire = Wire(limits: limits)
    wire.handshake()
    wire.client.port = 40_001
    wire.handshake()
    wire.client("FA")
    wire.server("FA", ack: 1)
    wire.client.port = 40_002
    wire.handshake()
    #expect(wire.recorder.records.map(\.state) == [nil, .closed, nil])
  }

  @Test("a flow is over after its idle time, on capture time", arguments: [-1, 1] as [Int64])
  func idleTime(excess: Int64) {
    let wire = Wire()
    wire.handshake()
    wire.step = 0
    wire.pause(wire.table.limits.idleEstablished - 1_000_000 + excess)
    wire.others()
    #expect(wire.flow.state == (excess < 0 ? nil : .timedOut))
  }

  @Test func afterItsIdleTimeTheSameEndsAreAnotherFlow() {
    var limits = FlowLimits()
    limits.idleEstablished = 10 * FlowLimits.second
    let wire = Wire(limits: limits)
    wire.handshake()
    wire.client("PA", bytes("abc"))
    wire.pause(11 * FlowLimits.second)
    wire.others()
    wire.client("PA", at: 3, bytes("def"))
    wire.finish()
    #expect(wire.recorder.records.map { text($0.toServer.bytes) } == ["abc", "def"])
    #expect(wire.recorder.records.last?.flow.isMidstream == true)
  }

  @Test func oneAbsurdTimestampEndsNothing() {
    let wire = Wire()
    wire.handshake()
    wire.pause(30 * 365 * 86_400 * FlowLimits.second)
    wire.others(1)
    wire.pause(-30 * 365 * 86_400 * FlowLimits.second)
    wire.others()
    wire.client("PA", bytes("abc"))
    #expect(wire.flow.state == nil)
    #expect(text(wire.flow.toServer.bytes) == "abc")
  }

  @Test func timeRunningBackwardsEndsNothing() {
    let wire = Wire()
    wire.handshake()
    for index in 0..<100 {
      wire.pause(-FlowLimits.second)
      wire.client("PA", at: index, [65])
    }
    wire.finish()
    #expect(wire.flow.toServer.bytes.count == 100)
    #expect(wire.recorder.records.count == 1)
  }

  @Test func anAttemptTimesOutSoonerAndSaysSo() {
    let wire = Wire()
    wire.client("S", at: -1)
    wire.advance(61 * FlowLimits.second)
    #expect(wire.flow.state == .attempted)
  }
}
