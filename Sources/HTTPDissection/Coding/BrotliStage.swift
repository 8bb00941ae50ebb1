import CBrotli

/// Brotli (RFC 7932) with windows of 16 MiB at most, which is what the format without its large-window extension has.
final class BrotliStage: CodingStage {
  private let state = BrotliDecoderCreateInstance(nil, nil, nil)
  private let output = CodingOutput()
  private var hasEnded = false

  deinit { BrotliDecoderDestroyInstance(state) }

  var isUnfinished: Bool { !hasEnded }

  func decode(
    _ bytes: RawSpan, _ emit: (RawSpan) throws(ContentDecoder.Failure) -> Void
  ) throws(ContentDecoder.Failure) {
    guard state != nil else { throw .corrupt }
    var offset = 0
    while !hasEnded {
      let (result, read, written) = step(bytes, from: offset)
      offset += read
      try output.emit(written, emit)
      switch result {
      case BROTLI_DECODER_RESULT_SUCCESS: hasEnded = true
      case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
      case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return
      default: throw .corrupt
      }
    }
  }

  private func step(
    _ bytes: RawSpan, from offset: Int
  ) -> (result: BrotliDecoderResult, read: Int, written: Int) {
    bytes.withUnsafeBytes { input in
      var available = input.count - offset
      var next = input.baseAddress.map { $0.assumingMemoryBound(to: UInt8.self) + offset }
      var space = CodingOutput.pieceSize
      var target = output.start
      let result = BrotliDecoderDecompressStream(state, &available, &next, &space, &target, nil)
      return (result, input.count - offset - available, CodingOutput.pieceSize - space)
    }
  }
}
