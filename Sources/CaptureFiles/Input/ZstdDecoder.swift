import CZstd

/// Zstandard frames, one after the other (RFC 8878). Windows above 128 MiB are refused, as `zstd -d` does.
final class ZstdDecoder: StreamDecoder {
  private let stream: OpaquePointer
  private(set) var isMidStream = false

  init?() {
    guard let stream = ZSTD_createDStream() else { return nil }
    self.stream = stream
    ZSTD_initDStream(stream)
  }

  deinit { ZSTD_freeDStream(stream) }

  func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodedPiece {
    // Asked with nothing between two frames, the library answers as if one had begun.
    guard isMidStream || !input.isEmpty else { return DecodedPiece(consumed: 0, produced: 0, isCorrupt: false) }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let result = ZSTD_decompressStream(stream, &target, &source)
    let isCorrupt = ZSTD_isError(result) != 0
    // Zero says that a frame ended and all of it has been handed out.
    isMidStream = result != 0
    return DecodedPiece(consumed: source.pos, produced: target.pos, isCorrupt: isCorrupt)
  }
}
