import CaptureFiles
import Testing
import TrafficForge
import TrafficModel

@Suite struct BlockCaptureTests {
  static let content: [UInt8] = [1, 2, 3, 4, 5, 6, 7]

  /// One of each block that is read, and one that nobody knows.
  static func everyBlock(_ order: ByteOrder) -> BlockForge {
    var forge = BlockForge(order)
    forge.section()
    forge.interface(linkType: 113, name: "eth0", resolution: 9)
    forge.enhanced(content, ticks: 1_700_000_000_123_456_789, wire: 1500, comment: "kept out")
    forge.block(0x0bad_0bad) { $0.put(bytes: [UInt8](repeating: 9, count: 40)) }
    forge.obsolete([8], ticks: 1_700_000_001_000_000_000)
    forge.simple([1, 2, 3], wire: 3)
    forge.statistics(received: 100, dropped: 3, byKernel: 4)
    forge.secrets("CLIENT_RANDOM 00 11\n")
    return forge
  }

  @Test("every block, in both byte orders", arguments: ByteOrder.allCases)
  func everyBlock(order: ByteOrder) throws {
    let capture = try read(Self.everyBlock(order).bytes)
    #expect(capture.outcome == .end)
    #expect(capture.contents == [Self.content, [8], [1, 2, 3]])
    #expect(capture.times == [1_700_000_000_123_456_789, 1_700_000_001_000_000_000, 1_700_000_001_000_000_000])
    #expect(capture.frames.map(\.header.wireLength) == [1500, 1, 3])
    #expect(capture.frames.map(\.header.frame.number) == [1, 2, 3])
    #expect(capture.frames.allSatisfy { $0.header.linkType == .linuxSLL })
    #expect(capture.secrets == ["CLIENT_RANDOM 00 11\n"])
    let counters = try #require(capture.interfaces.first).counters
    #expect(counters.received == 100)
    #expect(counters.droppedByInterface == 3)
    #expect(counters.droppedByKernel == 4)
    #expect(capture.interfaces.map(\.name) == [UntrustedText("eth0")])
  }

  @Test("cut anywhere, whole blocks before the cut are read", arguments: ByteOrder.allCases)
  func truncation(order: ByteOrder) throws {
    let bytes = Self.everyBlock(order).bytes
    var ends: Set<Int> = [0]
    var offset = 0
    while offset < bytes.count {
      let length =
        order == .little ? Array(bytes[offset + 4..<offset + 8].reversed()) : Array(bytes[offset + 4..<offset + 8])
      offset += length.reduce(0) { $0 << 8 | Int($1) }
      ends.insert(offset)
    }
    let whole = try read(bytes).contents
    for length in 0...bytes.count {
      let capture = try read(Array(bytes[..<length]))
      #expect(capture.outcome == (ends.contains(length) ? .end : .cutOff), "cut at \(length)")
      #expect(capture.contents == Array(whole.prefix(capture.frames.count)))
      #expect(capture.position.offset == Int64(ends.filter { $0 <= length }.max() ?? 0))
    }
  }

  @Test func sectionsNumberTheirInterfacesAnewAndMayChangeByteOrder() throws {
    var forge = BlockForge(.little)
    forge.section()
    forge.interface(linkType: 1)
    forge.interface(linkType: 101, resolution: 9)
    forge.enhanced([1], interface: 1, ticks: 5)
    forge.section(.big)
    forge.interface(linkType: 276, resolution: 3)
    forge.enhanced([2], interface: 0, ticks: 5)
    forge.enhanced([3], interface: 1, ticks: 5)
    let capture = try read(forge.bytes)
    #expect(capture.frames.map(\.header.linkType) == [.raw, .linuxSLL2])
    #expect(capture.times == [5, 5_000_000])
    #expect(capture.malformedBlocks == 1)
    #expect(capture.interfaces.count == 3)
  }

  @Test("each interface has its own resolution and offset")
  func resolutions() throws {
    var forge = BlockForge()
    forge.section()
    forge.interface()
    forge.interface(resolution: 0, offset: -10)
    forge.interface(resolution: 0x80 | 10, offset: 100)
    forge.enhanced([], interface: 0, ticks: 1_500_000)
    forge.enhanced([], interface: 1, ticks: 30)
    forge.enhanced([], interface: 2, ticks: 512)
    #expect(try read(forge.bytes).times == [1_500_000_000, 20_000_000_000, 100_500_000_000])
  }

  @Test(
    "a simple packet is as long as snap length, wire and block allow",
    arguments: [(0, 9, 9), (4, 9, 4), (0, 2, 2), (0, 50, 12)])
  func simplePackets(snapLength: UInt32, wire: Int, expected: Int) throws {
    var forge = BlockForge()
    forge.section()
    forge.interface(snapLength: snapLength)
    forge.simple([UInt8](repeating: 5, count: 9), wire: wire)
    #expect(try read(forge.bytes).frames.map(\.bytes.count) == [expected])
  }

  @Test(
    "lengths that are none are damage, and frames before them are kept",
    arguments: [0, 4, 11, 13, 0x7fff_fffc, 0xffff_fffc] as [UInt32])
  func absurdBlockLength(length: UInt32) throws {
    var forge = Self.everyBlock(.little)
    let end = forge.bytes.count
    forge.writer.put(6 as UInt32)
    forge.writer.put(length)
    forge.writer.put(bytes: [UInt8](repeating: 0, count: 64))
    let capture = try read(forge.bytes)
    #expect(capture.frames.count == 3)
    #expect(capture.outcome == .damaged(CaptureDamage(.absurdLength, at: Int64(end))))
  }

  @Test func lengthsThatDifferAreDamage() throws {
    var forge = Self.everyBlock(.little)
    let end = forge.bytes.count
    forge.enhanced([1, 2, 3, 4])
    forge.writer.bytes[forge.bytes.count - 4] ^= 4
    #expect(try read(forge.bytes).outcome == .damaged(CaptureDamage(.lengthMismatch, at: Int64(end))))
  }

  @Test(
    "a captured length beyond its block spoils that frame only, and it keeps its number",
    arguments: [8, 100, UInt32.max])
  func overlongFrame(captured: UInt32) throws {
    var forge = BlockForge()
    forge.section()
    forge.interface()
    forge.block(6) { body in
      for value in [0, 0, 0, captured, 4] { body.put(value) }
      body.put(bytes: [1, 2, 3, 4])
    }
    forge.enhanced(Self.content)
    let capture = try read(forge.bytes)
    #expect(capture.contents == [Self.content])
    #expect(capture.frames.map(\.header.frame.number) == [2])
    #expect(capture.malformedBlocks == 1)
    #expect(capture.outcome == .end)
  }

  @Test("blocks too short for what they are, are skipped", arguments: [1, 2, 3, 5, 6, 10] as [UInt32])
  func shortBlocks(type: UInt32) throws {
    var forge = BlockForge()
    forge.section()
    forge.interface()
    forge.block(type) { _ in }
    forge.enhanced(Self.content)
    let capture = try read(forge.bytes)
    #expect(capture.contents == [Self.content])
    #expect(capture.malformedBlocks == 1)
  }

  @Test func optionsThatRunOutOfTheirBlockAreMalformed() throws {
    var forge = BlockForge()
    forge.section()
    forge.block(1) { body in
      body.put(1 as UInt16)
      body.put(0 as UInt16)
      body.put(0 as UInt32)
      body.put(2 as UInt16)
      body.put(500 as UInt16)
    }
    let capture = try read(forge.bytes)
    #expect(capture.malformedBlocks == 1)
    #expect(capture.interfaces.isEmpty)
  }

  @Test("the limit of interfaces holds over all sections", arguments: [0, 1])
  func interfaceLimit(excess: Int) throws {
    var limits = CaptureLimits()
    limits.interfaces = 4
    var forge = BlockForge()
    for _ in 0..<2 + excess {
      forge.section()
      forge.interface()
      forge.interface()
      forge.enhanced(Self.content, interface: 1)
    }
    let capture = try read(forge.bytes, limits: limits)
    #expect(capture.frames.count == 2)
    guard excess == 1 else { return #expect(capture.outcome == .end) }
    guard case .damaged(let damage) = capture.outcome else { return #expect(capture.outcome == .end) }
    #expect(damage.reason == .tooManyInterfaces)
  }

  @Test func secretsBeyondTheLimitAreCountedAndOthersAreNotKeyLogs() throws {
    var limits = CaptureLimits()
    limits.secretBytes = 200
    var forge = BlockForge()
    forge.section()
    forge.secrets("wireguard", type: 0x5747_4b4c)
    for _ in 0..<3 { forge.secrets(String(repeating: "k", count: 30)) }
    let directory = try TemporaryDirectory()
    let path = try directory.write(forge.bytes, to: "capture")
    var reader = try CaptureFileReader(path: path, as: CaptureID(rawValue: 0), limits: limits)
    #expect(try reader.advance() == .end)
    let (lost, taken) = (reader.lostSecrets, reader.takeSecrets())
    #expect(taken.map(\.count) == [30, 30])
    #expect(lost == 1)
    let again = reader.takeSecrets()
    #expect(again.isEmpty)
  }

  @Test("other versions and byte orders are refused")
  func wrongSections() throws {
    var forge = BlockForge()
    forge.section(major: 2)
    #expect(try read(forge.bytes).outcome == .damaged(CaptureDamage(.unsupportedVersion, at: 0)))
    var bytes = Self.everyBlock(.little).bytes
    bytes[8] = 0
    #expect(try read(bytes).outcome == .damaged(CaptureDamage(.notACapture, at: 0)))
  }

  @Test("random damage never traps", arguments: UInt64(1)...200)
  func noise(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = Self.everyBlock(seed % 2 == 0 ? .little : .big).bytes
    for _ in 0..<4 {
      bytes[Int.random(in: 12..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
    }
    let capture = try read(bytes)
    #expect(capture.frames.count <= 8)
    #expect(capture.outcome != .frame)
  }
}
