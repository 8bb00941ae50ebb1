import CaptureFiles
import Testing
import TrafficForge
import TrafficModel

@Suite struct ClassicCaptureTests {
  static let content: [UInt8] = [1, 2, 3, 4, 5]

  @Test("every magic number", arguments: ByteOrder.allCases, [0xa1b2_c3d4, 0xa1b2_3c4d, 0xa1b2_cd34] as [UInt32])
  func magicNumbers(order: ByteOrder, magic: UInt32) throws {
    var forge = ClassicForge(order, magic: magic, linkType: 276)
    forge.frame(Self.content, seconds: 1_700_000_000, ticks: 999_999, wire: 1500)
    forge.frame([], seconds: 1_700_000_001)
    let capture = try read(forge.bytes)
    let fraction: Int64 = magic == 0xa1b2_3c4d ? 999_999 : 999_999_000
    #expect(capture.outcome == .end)
    #expect(capture.times == [1_700_000_000_000_000_000 + fraction, 1_700_000_001_000_000_000])
    #expect(capture.contents == [Self.content, []])
    #expect(capture.frames.map(\.header.wireLength) == [1500, 0])
    #expect(capture.frames.map(\.header.capturedLength) == [5, 0])
    #expect(capture.frames.map(\.header.linkType) == [.linuxSLL2, .linuxSLL2])
    #expect(capture.frames.map(\.header.frame.number) == [1, 2])
  }

  @Test("cut anywhere, the whole frames before the cut are read", arguments: 0...ClassicForge.numbered(4).count)
  func truncation(length: Int) throws {
    let bytes = ClassicForge.numbered(4)
    let ends = [24, 40, 57, 75, 94]
    let capture = try read(Array(bytes[..<length]))
    let whole = ends.lastIndex { $0 <= length }
    #expect(capture.frames.count == whole ?? 0)
    #expect(capture.position == CapturePosition(offset: Int64(whole.map { ends[$0] } ?? 0), frames: UInt64(whole ?? 0)))
    #expect(capture.outcome == (length == 0 || ends.contains(length) ? .end : .cutOff))
  }

  @Test("times of any value are read without overflow", arguments: [0xa1b2_c3d4, 0xa1b2_3c4d] as [UInt32])
  func extremeTimes(magic: UInt32) throws {
    var forge = ClassicForge(magic: magic)
    forge.frame([], seconds: .max, ticks: .max)
    forge.frame([], seconds: 0, ticks: 0)
    let unit: Int64 = magic == 0xa1b2_3c4d ? 1 : 1000
    #expect(try read(forge.bytes).times == [4_294_967_295 * 1_000_000_000 + 4_294_967_295 * unit, 0])
  }

  @Test("a frame at the limit passes, one byte more is damage after all frames before it", arguments: [0, 1])
  func capturedLengthLimit(excess: Int) throws {
    var limits = CaptureLimits()
    limits.capturedLength = 100
    var forge = ClassicForge()
    forge.frame(Self.content)
    forge.frame([UInt8](repeating: 7, count: 100 + excess))
    let capture = try read(forge.bytes, limits: limits)
    #expect(capture.frames.count == 2 - excess)
    #expect(capture.outcome == (excess == 0 ? .end : .damaged(CaptureDamage(.absurdLength, at: 45))))
  }

  @Test("absurd lengths are told before their bytes come", arguments: [1 << 31, .max, (1 << 24) + 1] as [UInt32])
  func absurdLength(length: UInt32) throws {
    var forge = ClassicForge()
    forge.frame(Self.content)
    forge.header(captured: length, wire: 60)
    let capture = try read(forge.bytes)
    #expect(capture.contents == [Self.content])
    #expect(capture.outcome == .damaged(CaptureDamage(.absurdLength, at: 45)))
  }

  @Test("segmentation-offload frames larger than the buffer are read", arguments: [65_535, 65_536, 262_145, 1 << 20])
  func largeFrames(length: Int) throws {
    let large = (0..<length).map { UInt8(truncatingIfNeeded: $0 / 3) }
    var forge = ClassicForge(snapLength: 0)
    for content in [Self.content, large, Self.content, large] { forge.frame(content) }
    var limits = CaptureLimits()
    limits.bufferBytes = 1 << 12
    #expect(try read(forge.bytes, limits: limits).contents == [Self.content, large, Self.content, large])
  }

  @Test func theBitsAboveTheLinkTypeAreNotPartOfIt() throws {
    var forge = ClassicForge(linkType: 0x4400_0001)
    forge.frame(Self.content)
    #expect(try read(forge.bytes).frames.map(\.header.linkType) == [.ethernet])
  }

  @Test("other versions are refused", arguments: [(1, 4), (2, 2), (3, 0), (543, 0)] as [(UInt16, UInt16)])
  func versions(major: UInt16, minor: UInt16) throws {
    let capture = try read(ClassicForge(version: (major, minor)).bytes)
    #expect(capture.outcome == .damaged(CaptureDamage(.unsupportedVersion, at: 0)))
  }

  @Test("what is no capture says so", arguments: ["text that is long enough", "\u{0}\u{0}\u{0}\u{0}", "{\"a\":1}"])
  func notACapture(text: String) throws {
    let capture = try read(Array(text.utf8))
    #expect(capture.outcome == .damaged(CaptureDamage(.notACapture, at: 0)))
  }

  @Test("random bytes after the file header never trap", arguments: UInt64(1)...50)
  func noise(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = ClassicForge(seed % 2 == 0 ? .little : .big).bytes
    bytes += (0..<500).map { _ in UInt8.random(in: 0...(seed % 3 == 0 ? 255 : 1), using: &generator) }
    let capture = try read(bytes)
    #expect(capture.outcome != .frame)
  }
}
