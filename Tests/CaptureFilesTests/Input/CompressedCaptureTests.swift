import CaptureFiles
import Testing
import TrafficForge
import TrafficModel

@Suite struct CompressedCaptureTests {
  static let plain = ClassicForge.numbered(200)

  @Test(
    "packed or not, the frames are the same",
    arguments: ["none", "gzip", "zstd", "gzip twice", "zstd twice", "skippable"])
  func sameFrames(packing: String) throws {
    let half = Self.plain.count / 2
    let (first, second) = (Array(Self.plain[..<half]), Array(Self.plain[half...]))
    let packed: [UInt8]? =
      switch packing {
      case "none": Self.plain
      case "gzip": PackedForge.gzip(Self.plain)
      case "zstd": PackedForge.zstd(Self.plain)
      case "gzip twice": PackedForge.gzip(first) + PackedForge.gzip(second)
      case "zstd twice": PackedForge.zstd(first) + PackedForge.zstd(second)
      default:
        PackedForge.skippable([1, 2, 3]) + PackedForge.zstd(first) + PackedForge.skippable([])
          + PackedForge.zstd(second)
      }
    let capture = try read(try #require(packed))
    #expect(capture.outcome == .end)
    #expect(capture.contents == (try read(Self.plain)).contents)
    #expect(capture.position.offset == Int64(Self.plain.count))
  }

  @Test("a compressed stream cut off keeps what was readable and says so", arguments: ["gzip", "zstd"])
  func truncation(packing: String) throws {
    let plain = ClassicForge.numbered(6)
    let packed = packing == "gzip" ? PackedForge.gzip(plain) : PackedForge.zstd(plain)
    let whole = try read(plain).contents
    for length in 1..<packed.count {
      let capture = try read(Array(packed[..<length]))
      #expect(capture.outcome == .cutOff, "cut at \(length)")
      #expect(capture.contents == Array(whole.prefix(capture.contents.count)))
    }
    #expect(try read(packed).outcome == .end)
  }

  @Test func everyFrameBeforeTheCutIsReadable() throws {
    let packed = PackedForge.gzip(Self.plain)
    // Header and trailer of gzip are 15 and 8 bytes; the cut takes the last 10 bytes of content.
    let capture = try read(Array(packed.dropLast(18)))
    #expect(capture.contents.count == (try read(Array(Self.plain.dropLast(10)))).contents.count)
  }

  @Test("a broken compressed stream is damage after the frames before it", arguments: ["gzip", "zstd"])
  func corruption(packing: String) throws {
    let plain = ClassicForge.numbered(40)
    let part = packing == "gzip" ? PackedForge.gzip(plain) : PackedForge.zstd(plain)
    let broken: [UInt8] = packing == "gzip" ? [0x1f, 0x8b, 8, 0xe0, 1, 2, 3, 4, 5, 6, 7] : [9, 9, 9, 9, 9, 9, 9, 9, 9]
    let capture = try read(part + broken)
    #expect(capture.frames.count == 40)
    #expect(capture.outcome == .damaged(CaptureDamage(.corruptCompression, at: Int64(plain.count))))
  }

  @Test func aWrongChecksumIsDamage() throws {
    var packed = PackedForge.gzip(Self.plain)
    packed[packed.count - 6] ^= 1
    let capture = try read(packed)
    #expect(capture.frames.count == 200)
    #expect(capture.outcome == .damaged(CaptureDamage(.corruptCompression, at: Int64(Self.plain.count))))
  }

  @Test func whatFollowsTheLastGzipMemberIsIgnored() throws {
    let capture = try read(PackedForge.gzip(Self.plain) + [UInt8](repeating: 0, count: 100_000))
    #expect(capture.frames.count == 200)
    #expect(capture.outcome == .end)
  }

  @Test("compressed text is no capture", arguments: [true, false])
  func compressedText(isGzip: Bool) throws {
    let text = Array("a text that is no capture".utf8)
    let capture = try read(isGzip ? PackedForge.gzip(text) : PackedForge.zstd(text))
    #expect(capture.outcome == .damaged(CaptureDamage(.notACapture, at: 0)))
  }

  @Test("what the usual tools pack is read", arguments: ["gzip", "zstd", "pigz"])
  func realTools(name: String) throws {
    guard let tool = Tool(name) else { return }
    let directory = try TemporaryDirectory()
    let plain = ClassicForge.numbered(20_000)
    let path = try directory.write(plain, to: "capture")
    let packed = try #require(tool.output(["-c", "-q", path]))
    #expect(packed.count < plain.count / 2)
    var limits = CaptureLimits()
    limits.bufferBytes = 1 << 12
    let capture = try read(packed, limits: limits)
    #expect(capture.outcome == .end)
    #expect(capture.contents == (try read(plain)).contents)
  }

  @Test("random damage never traps and never yields frames that were not there", arguments: UInt64(1)...40)
  func noise(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let plain = ClassicForge.numbered(50)
    var packed = seed % 2 == 0 ? PackedForge.gzip(plain) : PackedForge.zstd(plain)
    for _ in 0..<3 {
      packed[Int.random(in: 0..<packed.count, using: &generator)] = .random(in: 0...255, using: &generator)
    }
    #expect(try read(packed).frames.count <= 60)
  }
}
