/// A window over the bytes of a capture, moved forward in large reads.
///
/// Invariant: `0 <= start <= end <= storage.count`; `storage[start..<end]` are the bytes from `offset` on. Reads, never
/// maps: a mapped file that shrinks kills its reader.
struct ReadBuffer: ~Copyable {
  private var source: CaptureSource
  private var storage: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  /// Position of the first byte not consumed, counted in unpacked bytes from the beginning of the capture.
  private(set) var offset: Int64 = 0

  init(_ source: consuming CaptureSource, bytes: Int) {
    self.source = source
    storage = .allocate(byteCount: max(bytes, 1 << 12), alignment: 16)
  }

  deinit { storage.deallocate() }

  var available: Int { end &- start }
  var ending: CaptureSource.Ending { source.ending }
  /// Bytes came that are not even enough to tell whether they are compressed.
  var hasUntoldBytes: Bool { source.hasUntoldBytes }
  var path: String { source.path }
  var compression: Compression { source.compression }
  var bytesRead: Int64 { source.bytesRead }
  var length: Int64? { source.length }

  /// True when at least `count` bytes are in the window; false when the capture ends before.
  @inline(__always)
  mutating func holds(_ count: Int) throws(CaptureFileError) -> Bool {
    if end &- start >= count { return true }
    return try fill(count)
  }

  /// Moves past `count` bytes of the window. They stay where they are until the next `holds`.
  @inline(__always)
  mutating func consume(_ count: Int) {
    precondition(count >= 0 && count <= end &- start)
    start &+= count
    offset &+= Int64(count)
  }

  /// The `range` of the window, valid until the next `holds`.
  func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    precondition(range.lowerBound >= 0 && range.upperBound <= end &- start)
    return UnsafeRawBufferPointer(rebasing: storage[start &+ range.lowerBound..<start &+ range.upperBound])
  }

  /// Moves past `count` bytes of the window and returns a `range` of them, which is valid until the next `holds`.
  @inline(__always)
  mutating func consume(_ count: Int, lending range: Range<Int>) -> UnsafeRawBufferPointer {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let lent = UnsafeRawBufferPointer(rebasing: storage[start &+ range.lowerBound..<start &+ range.upperBound])
    consume(count)
    return lent
  }

  @inline(__always)
  func load32(_ position: Int) -> UInt32 {
    precondition(position >= 0 && position &+ 4 <= end &- start)
    return UnsafeRawBufferPointer(storage).loadUnaligned(fromByteOffset: start &+ position, as: UInt32.self)
  }

  @inline(__always)
  func load16(_ position: Int) -> UInt16 {
    precondition(position >= 0 && position &+ 2 <= end &- start)
    return UnsafeRawBufferPointer(storage).loadUnaligned(fromByteOffset: start &+ position, as: UInt16.self)
  }

  /// Continues at `target` without reading what lies between; false when this capture must be read through.
  mutating func seek(to target: Int64) -> Bool {
    guard source.seek(to: target) else { return false }
    (start, end, offset) = (0, 0, target)
    return true
  }

  /// The window grows only here: callers ask for lengths that they have compared with `CaptureLimits`.
  @inline(never)
  private mutating func fill(_ count: Int) throws(CaptureFileError) -> Bool {
    makeRoom(count)
    while end &- start < count {
      let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: storage[end...]))
      guard got > 0 else { return false }
      end += got
    }
    return true
  }

  private mutating func makeRoom(_ count: Int) {
    let held = UnsafeRawBufferPointer(rebasing: storage[start..<end])
    if count <= storage.count {
      storage.copyMemory(from: held)
    } else {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count + storage.count, alignment: 16)
      larger.copyMemory(from: held)
      storage.deallocate()
      storage = larger
    }
    (start, end) = (0, held.count)
  }
}
