import CZstd

/// Zstandard (RFC 8878): any number of frames, with windows of 8 MiB at most (§3.1.1.1.2 and RFC 9659).
final class ZstdStage: CodingStage {
  private static let windowLogLimit: Int32 = 23

  private let stream = ZSTD_createDStream()
  private let output = CodingOutput()
  private var isInsideFrame = true

  init() { ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.windowLogLimit) }

  deinit { ZSTD_freeDStream(stream) }

  var isUnfinished: Bool { isInsideFrame }

  func decode(
    _ bytes: RawSpan, _ emit: (RawSpan) throws(ContentDecoder.Failure) -> Void
  ) throws(ContentDecoder.Failure) {
    guard stream != nil else { throw .corrupt }
    var offset = 0
    var outputWasFull = false
    while offset < bytes.byteCount || outputWasFull {
      let (result, read, written) = step(bytes, from: offset)
      guard ZSTD_isError(result) == 0 else { throw .corrupt }
      offset += read
      isInsideFrame = result != 0
      outputWasFull = written == CodingOutput.pieceSize && isInsideFrame
      try output.emit(written, emit)
      if read == 0, written == 0 { return }
    }
  }

  private func step(_ bytes: RawSpan, from offset: Int) -> (result: Int, read: Int, written: Int) {
    bytes.withUnsafeBytes { input in
      var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: offset)
      var target = ZSTD_outBuffer(dst: output.start, size: CodingOutput.pieceSize, pos: 0)
      let result = ZSTD_decompressStream(stream, &target, &source)
      return (result, source.pos - offset, target.pos)
    }
  }
}
