import PacketDecoding
import Testing
import TrafficForge
import TrafficModel

@Suite struct FrameDecoderTests {
  static let hello = Array("hello".utf8)

  @Test(
    "a segment is found under every link layer",
    arguments: [
      LinkLayer.ethernet, .vlan([5]), .vlan([5, 6]), .linuxSLL, .linuxSLL2, .null, .loop, .raw,
    ])
  func linkLayers(link: LinkLayer) throws {
    for client in [Endpoint(IPAddress(v4: 0xc000_0201), 4000), Endpoint(IPAddress(v6: 1 << 100 | 5), 4000)] {
      var server = client
      server.port = 80
      let frame = ForgedFrame(
        ForgedSegment(time: .zero, source: client, destination: server, sequence: 9, payload: Self.hello[...]),
        over: link)
      let segment = try #require(decode(frame.bytes, frame.linkType).segment)
      #expect(segment.source == client)
      #expect(segment.destination == server)
      #expect(segment.header.sequence == SequenceNumber(9))
      #expect(Array(frame.bytes[segment.payload.captured]) == Self.hello)
      #expect(segment.payload.wireLength == 5)
    }
  }

  @Test func ethernetPaddingIsNotPayload() throws {
    let frame = Layer.ethernet(0x0800, Layer.ipv4(6, Layer.tcp([1])) + [UInt8](repeating: 0, count: 5))
    let segment = try #require(decode(frame).segment)
    #expect(segment.payload.capturedLength == 1)
    #expect(segment.payload.wireLength == 1)
    #expect(segment.network.wireLength == 41)
  }

  @Test func optionsOfBothLayersAreSkipped() throws {
    let tcp = Layer.tcp(options: [1, 1, 1, 1, 1, 1, 1, 1], Self.hello)
    let frame = Layer.ethernet(0x0800, Layer.ipv4(6, options: [1, 1, 1, 0], tcp))
    let segment = try #require(decode(frame).segment)
    #expect(Array(frame[segment.payload.captured]) == Self.hello)
  }

  @Test("a length of zero means all the frame has, 64 KiB and more included", arguments: [100, 65_515, 200_000])
  func segmentationOffload(length: Int) throws {
    let tcp = Layer.tcp([UInt8](repeating: 7, count: length))
    let version4 = try #require(decode(Layer.ethernet(0x0800, Layer.ipv4(6, totalLength: 0, tcp))).segment)
    let version6 = try #require(decode(Layer.ethernet(0x86dd, Layer.ipv6(6, payloadLength: 0, tcp))).segment)
    for segment in [version4, version6] {
      #expect(segment.payload.wireLength == length)
      #expect(segment.payload.capturedLength == length)
    }
  }

  @Test("a snap length shortens what was captured, never what was on the wire", arguments: 0...120)
  func snapLength(captured: Int) {
    let frame = Layer.ethernet(0x0800, Layer.ipv4(6, Layer.tcp([UInt8](repeating: 7, count: 60))))
    let decoded = decode(Array(frame.prefix(captured)), wireLength: frame.count)
    guard captured >= 54 else {
      #expect(decoded.segment == nil)
      return
    }
    #expect(decoded.segment?.payload.wireLength == 60)
    #expect(decoded.segment?.payload.capturedLength == min(captured - 54, 60))
  }

  @Test func optionsCutOffBySnapLengthLeaveThePayloadWhereItWas() throws {
    let frame = Layer.ethernet(0x0800, Layer.ipv4(6, Layer.tcp(options: [UInt8](repeating: 1, count: 40), Self.hello)))
    let segment = try #require(decode(Array(frame.prefix(60)), wireLength: frame.count).segment)
    #expect(segment.payload.capturedLength == 0)
    #expect(segment.payload.wireLength == 5)
  }

  @Test func aHeaderThatClaimsMoreThanTheWireHadIsNotBelieved() throws {
    let frame = Layer.ethernet(0x0800, Layer.ipv4(6, totalLength: 9000, Layer.tcp(Self.hello)))
    #expect(decode(frame).segment?.payload.wireLength == 5)
    #expect(decode(frame, wireLength: 3000).segment?.payload.wireLength == 3000 - 54)
  }

  @Test func aWireLengthBelowTheCapturedOneIsNotBelieved() {
    let frame = Layer.ethernet(0x0800, Layer.ipv4(6, Layer.tcp(Self.hello)))
    #expect(decode(frame, wireLength: 3).segment?.payload.capturedLength == 5)
  }

  @Test func aTCPHeaderLongerThanItsDatagramIsMalformed() {
    let tcp = Layer.tcp(options: [UInt8](repeating: 1, count: 8), [])
    let frame = Layer.ethernet(0x0800, Layer.ipv4(6, totalLength: 44, tcp))
    #expect(decode(frame).undecoded == .transportMalformed)
  }

  @Test("UDP payload is what both lengths allow", arguments: [(UInt16(13), 5), (11, 3), (600, 5), (0, 5)])
  func datagrams(length: UInt16, payload: Int) throws {
    let frame = Layer.ethernet(0x0800, Layer.ipv4(17, Layer.udp(length: length, Self.hello)))
    let datagram = try #require(decode(frame).datagram)
    #expect(datagram.payload.capturedLength == payload)
    #expect(Array(frame[datagram.payload.captured]) == Array(Self.hello.prefix(payload)))
  }

  @Test func fragmentsOfBothVersionsAreFragments() throws {
    let version4 = Layer.ethernet(0x0800, Layer.ipv4(6, fragment: 0x2000 | 3, Self.hello))
    let first = try #require(decode(version4).fragment)
    #expect(first.position == 24)
    #expect(first.hasMore)
    #expect(first.protocolNumber == 6)
    #expect(first.network.identification == 0x1234)
    let header: [UInt8] = [17, 0] + be(UInt16(24)) + be(UInt32(77))
    let second = try #require(decode(Layer.ethernet(0x86dd, Layer.ipv6(44, header + Self.hello))).fragment)
    #expect(second.position == 24)
    #expect(!second.hasMore)
    #expect(second.protocolNumber == 17)
    #expect(second.network.identification == 77)
    #expect(second.payload.capturedLength == 5)
  }

  @Test(
    "everything else is named",
    arguments: [
      (Layer.ethernet(0x0806, [0, 1]), UndecodedReason.notIP), (Layer.ethernet(0x0026, [0x42, 0x42, 3]), .notIP),
      (Array(Layer.ethernet(0x0800, []).prefix(13)), .linkTruncated),
      (Layer.ethernet(0x0800, [0x45]), .networkTruncated),
      (Layer.ethernet(0x0800, Layer.ipv6(6, [])), .networkMalformed),
      (Layer.ethernet(0x0800, Layer.ipv4(1, [8, 0])), .otherProtocol),
      (Layer.ethernet(0x0800, Layer.ipv4(6, [1, 2])), .transportTruncated),
      (Layer.ethernet(0x86dd, Layer.ipv6(59, [])), .otherProtocol),
      (Layer.ethernet(0x86dd, Layer.ipv6(50, [1])), .otherProtocol),
    ])
  func undecoded(frame: [UInt8], reason: UndecodedReason) {
    #expect(decode(frame).undecoded == reason)
  }

  @Test func anUnknownLinkTypeIsNamed() {
    #expect(decode([1, 2, 3], LinkType(rawValue: 147)).undecoded == .linkType)
  }

  @Test("a reassembled payload is decoded like a frame's")
  func reassembled() throws {
    let whole = Layer.ethernet(0x86dd, Layer.ipv6(6, Layer.tcp([])))
    let network = try #require(decode(whole).segment).network
    let payload: [UInt8] = [6, 0, 0, 0, 0, 0, 0, 0] + Layer.tcp(Self.hello)
    let decoded = FrameDecoder.decode(
      reassembled: payload.span.bytes, wireLength: payload.count, protocolNumber: 60, network: network)
    let segment = try #require(decoded.segment)
    #expect(Array(payload[segment.payload.captured]) == Self.hello)
  }

  @Test("no bytes trap, and every range lies inside the frame", arguments: UInt64(1)...40)
  func anything(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let links: [LinkType] = [.ethernet, .linuxSLL, .linuxSLL2, .null, .loop, .raw]
    let seeds = TunnelTests.examples.map(\.frame)
    for round in 0..<400 {
      var frame = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        frame[Int.random(in: 0..<frame.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      frame.removeLast(Int.random(in: 0..<frame.count, using: &generator) / 3)
      let decoded = decode(
        frame, links[round % 7 % links.count], wireLength: Int.random(in: 0...70_000, using: &generator))
      let payload = decoded.segment?.payload ?? decoded.datagram?.payload ?? decoded.fragment?.payload
      guard let payload else { continue }
      #expect(payload.captured.lowerBound >= 0 && payload.captured.upperBound <= frame.count)
      #expect(payload.wireLength >= payload.capturedLength)
    }
  }
}
