/// Decodes one coding. Owns the state of the library that does it, and frees it.
protocol CodingStage: AnyObject {
  /// The coded stream is not at an end.
  var isUnfinished: Bool { get }
  func decode(
    _ bytes: RawSpan, _ emit: (RawSpan) throws(ContentDecoder.Failure) -> Void
  ) throws(ContentDecoder.Failure)
}

/// Where a stage puts decoded bytes before it hands them on.
struct CodingOutput: ~Copyable {
  /// Bytes handed on at once: large enough to make calls rare, small enough for thousands of open bodies.
  static let pieceSize = 16 << 10

  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)

  deinit { buffer.deallocate() }

  var start: UnsafeMutablePointer<UInt8>? { buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) }

  /// Hands on the first `count` bytes.
  func emit(
    _ count: Int, _ emit: (RawSpan) throws(ContentDecoder.Failure) -> Void
  ) throws(ContentDecoder.Failure) {
    guard count > 0 else { return }
    let piece = UnsafeRawBufferPointer(rebasing: buffer[..<min(count, Self.pieceSize)])
    try emit(piece.bytes)
  }
}
