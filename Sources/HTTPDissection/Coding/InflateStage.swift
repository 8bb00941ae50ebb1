import ByteParsing
import CZlib

/// gzip with any number of members, and deflate in both readings: with the zlib wrapper that RFC 9110 §8.4.1.2 asks for,
/// and raw, as some servers send it.
final class InflateStage: CodingStage {
  enum Format { case gzip, deflate, raw }

  private enum State {
    /// Fewer bytes came than tell which reading of deflate it is.
    case undecided
    case inflating
    /// Behind the last member; what follows is ignored, as clients do.
    case ended
  }

  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let output = CodingOutput()
  private let format: Format
  private var state: State
  private var isInitialized = false
  /// The first bytes of deflate data, until there are two.
  private var head: [UInt8] = []
  /// A member has ended, and bytes that look like another one follow.
  private var isBehindMember = false

  init(_ format: Format) {
    self.format = format
    state = format == .deflate ? .undecided : .inflating
    stream.initialize(to: z_stream())
    if format != .deflate { initialize(windowBits: format == .gzip ? 15 + 16 : -15) }
  }

  deinit {
    if isInitialized { inflateEnd(stream) }
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  var isUnfinished: Bool { state != .ended && !isBehindMember }

  func decode(
    _ bytes: RawSpan, _ emit: (RawSpan) throws(ContentDecoder.Failure) -> Void
  ) throws(ContentDecoder.Failure) {
    switch state {
    case .undecided:
      head.append(bytes)
      guard head.count >= 2 else { return }
      initialize(windowBits: Self.hasZlibHeader(head) ? 15 : -15)
      state = .inflating
      let first = head
      head = []
      try inflateAll(first.span.bytes, emit)
    case .inflating: try inflateAll(bytes, emit)
    case .ended: break
    }
  }

  /// RFC 1950 §2.2: method 8, a window of 32 KiB at most, and a check value.
  private static func hasZlibHeader(_ head: [UInt8]) -> Bool {
    head[0] & 0x0f == 8 && head[0] >> 4 <= 7 && (UInt16(head[0]) << 8 | UInt16(head[1])) % 31 == 0
  }

  private func initialize(windowBits: Int32) {
    isInitialized =
      inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  private func inflateAll(
    _ bytes: RawSpan, _ emit: (RawSpan) throws(ContentDecoder.Failure) -> Void
  ) throws(ContentDecoder.Failure) {
    guard isInitialized else { throw .corrupt }
    let count = bytes.byteCount
    var offset = 0
    var outputWasFull = false
    while offset < count || outputWasFull {
      if state == .ended { return }
      let (result, read, written) = step(bytes, from: offset)
      offset += read
      outputWasFull = written == CodingOutput.pieceSize
      try output.emit(written, emit)
      // However the bytes were cut: what gave anything was a member, and may be corrupt.
      if written > 0 { isBehindMember = false }
      switch result {
      case Z_STREAM_END:
        endMember(next: offset < count ? bytes[byteAt: offset] : nil)
        outputWasFull = false
      case Z_OK, Z_BUF_ERROR:
        if read == 0, written == 0 { return }
      default:
        // Bytes behind a whole member that are no member are padding, not corruption.
        if isBehindMember { return state = .ended }
        throw .corrupt
      }
    }
  }

  /// One call of the library: what it said, bytes it read, bytes it wrote.
  private func step(_ bytes: RawSpan, from offset: Int) -> (result: Int32, read: Int, written: Int) {
    bytes.withUnsafeBytes { input in
      let available = UInt32(clamping: input.count - offset)
      let start = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.next_in = UnsafeMutablePointer(mutating: start.map { $0 + offset })
      stream.pointee.avail_in = available
      stream.pointee.next_out = output.start
      stream.pointee.avail_out = UInt32(CodingOutput.pieceSize)
      let result = inflate(stream, Z_SYNC_FLUSH)
      let read = Int(available - stream.pointee.avail_in)
      let written = CodingOutput.pieceSize - Int(stream.pointee.avail_out)
      return (result, read, written)
    }
  }

  /// RFC 1952 §2.2: members simply follow each other.
  private func endMember(next: UInt8?) {
    guard format == .gzip, next == nil || next == 0x1f else { return state = .ended }
    inflateReset(stream)
    isBehindMember = true
  }
}
