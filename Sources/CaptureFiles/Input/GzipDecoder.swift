import CZlib

/// Gzip members, one after the other (RFC 1952 §2.2). What follows the last member and is none is ignored, as `gzip` does.
final class GzipDecoder: StreamDecoder {
  private static let memberMagic: UInt8 = 0x1f
  /// Gzip framing with the largest window.
  private static let windowBits: Int32 = 16 + MAX_WBITS

  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isMidStream = false
  private var isFirstMember = true
  private var isPastLastMember = false

  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, size) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodedPiece {
    if !isMidStream { beginMember(input) }
    guard !isPastLastMember else { return DecodedPiece(consumed: input.count, produced: 0, isCorrupt: false) }
    guard isMidStream else { return DecodedPiece(consumed: 0, produced: 0, isCorrupt: false) }
    point(at: input, output)
    let result = inflate(stream, Z_NO_FLUSH)
    if result == Z_STREAM_END {
      isMidStream = false
      inflateReset(stream)
    }
    let isGood = result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR
    return DecodedPiece(
      consumed: input.count - Int(stream.pointee.avail_in), produced: output.count - Int(stream.pointee.avail_out),
      isCorrupt: !isGood)
  }

  private func beginMember(_ input: UnsafeRawBufferPointer) {
    guard let first = input.first else { return }
    isMidStream = isFirstMember || first == Self.memberMagic
    isPastLastMember = !isMidStream
    isFirstMember = false
  }

  /// Both buffers are far below 4 GiB: they are `CaptureLimits.bufferBytes` or one frame long.
  private func point(at input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) {
    let source = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.next_in = UnsafeMutablePointer(mutating: source)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
  }
}
