import ByteParsing
import HTTPDissection
import Testing

@Suite struct ContentDecoderTests {
  static let text = Array(
    ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\""
      + String(repeating: "abcdefghij", count: 12) + "\"}]}}").utf8)

  /// Made with Node's `zlib.brotliCompressSync` from `text`.
  static let brotli = hex(
    "1bc000088dd315f3a284751fa1d209725bea9719035a2521a86272d66f9dbe2e96e09013f016e5c9c138422955b45c25500a9f96ff9b68b998"
      + "bda8c99410d0434ee03617318eb9ceeb7ef60bbd00")

  static func hex(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  static let samples: [(ContentCoding, [UInt8])] = [
    (.gzip, Compression.gzip(text)), (.deflate, Compression.zlib(text)), (.deflate, Compression.rawDeflate(text)),
    (.brotli, brotli), (.zstd, Compression.zstd(text)),
  ]

  struct Result: Equatable {
    var bytes: [UInt8] = []
    var failure: ContentDecoder.Failure?
    var isUnfinished = false
    var longestPiece = 0
  }

  static func decode(_ codings: [ContentCoding], _ pieces: [[UInt8]], limits: HTTPLimits = HTTPLimits()) -> Result {
    let decoder = ContentDecoder(codings, limits: limits)
    var result = Result()
    for piece in pieces where result.failure == nil {
      do throws(ContentDecoder.Failure) {
        try decoder.decode(piece.span.bytes) { bytes in
          result.bytes.append(bytes)
          result.longestPiece = max(result.longestPiece, bytes.byteCount)
        }
      } catch {
        result.failure = error
      }
    }
    result.isUnfinished = decoder.isUnfinished
    return result
  }

  @Test("each coding decodes, cut anywhere", arguments: samples.indices)
  func everyCut(index: Int) {
    let (coding, bytes) = Self.samples[index]
    for cut in 0...bytes.count {
      let result = Self.decode([coding], [Array(bytes[..<cut]), Array(bytes[cut...])])
      #expect(result.bytes == Self.text, "cut at \(cut)")
      #expect(result.failure == nil && !result.isUnfinished, "cut at \(cut)")
    }
    let single = Self.decode([coding], bytes.map { [$0] })
    #expect(single.bytes == Self.text)
  }

  @Test("what came of a stream that is cut off is kept", arguments: samples.indices)
  func truncated(index: Int) {
    let (coding, bytes) = Self.samples[index]
    for count in 1..<(bytes.count - 8) {
      let result = Self.decode([coding], [Array(bytes[..<count])])
      #expect(result.failure == nil)
      #expect(result.isUnfinished)
      #expect(Self.text.starts(with: result.bytes))
    }
  }

  @Test("bytes that are not of the coding are corrupt", arguments: ContentCoding.allCases)
  func corrupt(coding: ContentCoding) {
    let result = Self.decode([coding], [[UInt8](repeating: 0xff, count: 64)])
    #expect(result.failure == .corrupt)
    #expect(result.bytes.isEmpty)
  }

  @Test func stackedCodingsAreUndoneLastFirst() {
    let stacked = Compression.zstd(Compression.gzip(Self.text))
    #expect(Self.decode([.gzip, .zstd], stacked.map { [$0] }).bytes == Self.text)
    #expect(Self.decode([.zstd, .gzip], [stacked]).failure == .corrupt)
  }

  @Test func membersAndFramesFollowEachOther() {
    let gzip = Compression.gzip(Self.text)
    for cut in 1..<(2 * gzip.count) {
      let both = gzip + gzip
      #expect(Self.decode([.gzip], [Array(both[..<cut]), Array(both[cut...])]).bytes == Self.text + Self.text)
    }
    let zstd = Compression.zstd(Self.text)
    #expect(Self.decode([.zstd], [zstd + zstd]).bytes == Self.text + Self.text)
  }

  @Test func paddingBehindTheLastMemberIsIgnored() {
    let result = Self.decode([.gzip], [Compression.gzip(Self.text) + [0, 0, 0, 0]])
    #expect(result.bytes == Self.text)
    #expect(result.failure == nil && !result.isUnfinished)
  }

  @Test("large output comes in bounded pieces, whole", arguments: [ContentCoding.gzip, .deflate, .zstd])
  func boundedPieces(coding: ContentCoding) {
    let large = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
    let coded =
      switch coding {
      case .gzip: Compression.gzip(large)
      case .deflate: Compression.rawDeflate(large)
      default: Compression.zstd(large)
      }
    let result = Self.decode([coding], [coded])
    #expect(result.bytes == large)
    #expect(result.longestPiece <= 16 << 10)
  }

  @Test("the ratio holds beyond the free bytes", arguments: [(0, false), (1, true)])
  func ratioLimit(excess: Int, isExceeded: Bool) {
    var limits = HTTPLimits()
    limits.decodedRatio = 2
    limits.decodedBodyFree = 100_000
    let bomb = Compression.gzip([UInt8](repeating: 0, count: 100_000 + excess * 40_000))
    #expect(Self.decode([.gzip], [bomb], limits: limits).failure == (isExceeded ? .limitExceeded : nil))
  }

  @Test("the total holds", arguments: [(0, false), (1, true)])
  func totalLimit(excess: Int, isExceeded: Bool) {
    var limits = HTTPLimits()
    limits.decodedBody = 1_000
    let coded = Compression.zstd([UInt8](repeating: 7, count: 1_000 + excess))
    #expect(Self.decode([.zstd], [coded], limits: limits).failure == (isExceeded ? .limitExceeded : nil))
  }

  @Test func aBombInsideABombIsStoppedAtItsFirstStage() {
    let bomb = Compression.gzip(Compression.gzip([UInt8](repeating: 0, count: 64 << 20)))
    let result = Self.decode([.gzip, .gzip], [bomb])
    #expect(result.failure == .limitExceeded)
    #expect(result.bytes.count <= 9 << 20)
  }
}
