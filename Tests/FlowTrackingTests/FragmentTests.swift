import FlowTracking
import PacketDecoding
import Testing
import TrafficForge
import TrafficModel

@Suite struct FragmentTests {
  static let payload = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }

  /// A UDP packet of 308 bytes of IP payload, in fragments of `size` bytes.
  private func fragments(of wire: Wire, size: Int, identification: UInt16 = 7, version6: Bool = false) -> [[UInt8]] {
    var packet = Packet(source: wire.client, destination: wire.server)
    packet.isDatagram = true
    packet.payload = Self.payload
    let whole = packet.transport
    return stride(from: 0, to: whole.count, by: size).map { start in
      let end = min(start + size, whole.count)
      return version6
        ? Self.version6(whole[start..<end], at: start, hasMore: end < whole.count, identification)
        : Self.version4(whole[start..<end], at: start, hasMore: end < whole.count, identification)
    }
  }

  private static func version4(_ piece: ArraySlice<UInt8>, at start: Int, hasMore: Bool, _ id: UInt16) -> [UInt8] {
    let field = UInt16(start / 8) | (hasMore ? 0x2000 : 0)
    return [UInt8](repeating: 2, count: 12) + [8, 0]
      + ipv4(0xc000_020a, 0xc633_6407, proto: 17, identification: id, fragment: field, payload: Array(piece))
  }

  private static func version6(_ piece: ArraySlice<UInt8>, at start: Int, hasMore: Bool, _ id: UInt16) -> [UInt8] {
    let header: [UInt8] = [17, 0] + be(UInt16(start) | (hasMore ? 1 : 0)) + be(UInt32(id))
    let addresses = be(UInt128(1) << 100 | 1) + be(UInt128(1) << 100 | 2)
    return [UInt8](repeating: 2, count: 12) + [0x86, 0xdd, 0x60, 0, 0, 0] + be(UInt16(piece.count + 8)) + [44, 64]
      + addresses + header + piece
  }

  @Test("fragments in any order, repeated, in both versions, are the datagram", arguments: UInt64(1)...40)
  func anyOrder(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let wire = Wire()
    var frames = fragments(of: wire, size: 8 * Int.random(in: 1...20, using: &generator), version6: seed % 2 == 0)
    frames.append(contentsOf: frames.dropLast().filter { _ in Bool.random(using: &generator) })
    frames.shuffle(using: &generator)
    for frame in frames { wire.deliver(frame: frame) }
    #expect(wire.recorder.records.first?.datagrams.first?.1 == Self.payload)
    #expect(wire.recorder.anomalies.isEmpty)
  }

  @Test func twoDatagramsAreToldApartByTheirIdentification() {
    let wire = Wire()
    let first = fragments(of: wire, size: 160, identification: 1)
    let second = fragments(of: wire, size: 160, identification: 2)
    for frame in [first[0], second[1], second[0], first[1]] { wire.deliver(frame: frame) }
    #expect(wire.flow.datagrams.map(\.1) == [Self.payload, Self.payload])
    #expect(wire.counters.reassembledDatagrams == 2)
  }

  @Test func anOverlapIsAnAnomalyAndTheFirstCopyWins() {
    let wire = Wire()
    let frames = fragments(of: wire, size: 160)
    var forged = frames[0]
    forged[60] ^= 0xff
    wire.deliver(frame: frames[0])
    wire.deliver(frame: forged)
    wire.deliver(frame: frames[1])
    #expect(wire.flow.datagrams.map(\.1) == [Self.payload])
    #expect(wire.recorder.anomalies == [.fragmentOverlap])
  }

  @Test func aPartialOverlapIsAnAnomalyEvenWhenItAgrees() {
    let wire = Wire()
    let wide = fragments(of: wire, size: 160)
    let narrow = fragments(of: wire, size: 80)
    for frame in [narrow[1], wide[0], wide[1]] { wire.deliver(frame: frame) }
    #expect(wire.flow.datagrams.map(\.1) == [Self.payload])
    #expect(wire.recorder.anomalies == [.fragmentOverlap])
  }

  @Test func whatIsNotCompleteInTimeIsGivenUp() {
    let wire = Wire()
    let frames = fragments(of: wire, size: 160)
    wire.deliver(frame: frames[0])
    wire.pause(31 * FlowLimits.second)
    wire.deliver(frame: fragments(of: wire, size: 160, identification: 8)[0])
    #expect(wire.recorder.anomalies == [.fragmentTimeout])
    wire.deliver(frame: frames[1])
    #expect(wire.recorder.records.isEmpty)
    #expect(wire.counters.incompleteDatagrams == 1)
  }

  @Test("as many datagrams as the limit wait, one more drops the oldest", arguments: [4, 5])
  func countLimit(count: Int) {
    var limits = FlowLimits()
    limits.fragmentedDatagrams = 4
    let wire = Wire(limits: limits)
    for index in 0..<count { wire.deliver(frame: fragments(of: wire, size: 160, identification: UInt16(index))[0]) }
    #expect(wire.recorder.anomalies == (count == 4 ? [] : [.fragmentLimit]))
    wire.deliver(frame: fragments(of: wire, size: 160, identification: 0)[1])
    #expect(wire.recorder.records.count == (count == 4 ? 1 : 0))
  }

  @Test("so many bytes wait and no more", arguments: [0, 1])
  func byteLimit(excess: Int) {
    var limits = FlowLimits()
    limits.fragmentBytes = 3 * (160 + 128) - excess
    let wire = Wire(limits: limits)
    for index in 0..<3 { wire.deliver(frame: fragments(of: wire, size: 160, identification: UInt16(index))[0]) }
    #expect(wire.recorder.anomalies == (excess == 0 ? [] : [.fragmentLimit]))
  }

  @Test(
    "fragments that cannot be part of a datagram are refused",
    arguments: [
      (0, 0, true), (0, 7, true), (65_528, 16, false),
    ])
  func refused(start: Int, length: Int, hasMore: Bool) {
    let wire = Wire()
    wire.deliver(frame: Self.version4([UInt8](repeating: 1, count: length)[...], at: start, hasMore: hasMore, 1))
    #expect(wire.counters.count(of: .badFragment) == 1)
  }

  @Test func aSnapLengthInAFragmentLeavesWhatStandsBeforeIt() {
    let wire = Wire()
    let frames = fragments(of: wire, size: 160)
    wire.snapLength = 14 + 20 + 100
    for frame in frames { wire.deliver(frame: frame) }
    #expect(wire.flow.datagrams.map(\.1) == [Array(Self.payload.prefix(92))])
    wire.finish()
    #expect(wire.flow.summary?.toServer.gapBytes == 208)
  }

  @Test func whatIsIncompleteAtTheEndIsSaid() {
    let wire = Wire()
    wire.deliver(frame: fragments(of: wire, size: 160)[0])
    wire.finish()
    #expect(wire.recorder.anomalies == [.fragmentTimeout])
  }
}
