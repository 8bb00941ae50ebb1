import ByteParsing
package import TrafficModel

/// Collects the fragments of one header block: HEADERS or PUSH_PROMISE, then CONTINUATION frames (RFC 9113 §4.3).
///
/// The fragments are copied: a field may be cut anywhere, and the decoder needs the block whole.
package struct H2HeaderAssembly: ~Copyable {
  private let limits: HTTP2Limits
  private var bytes: [UInt8] = []
  private var continuations = 0
  /// The stream whose CONTINUATION must come next; nil when no block is open.
  package private(set) var stream: UInt32?
  /// The stream that a PUSH_PROMISE opens; 0 for HEADERS.
  package private(set) var promisedStream: UInt32 = 0
  package private(set) var endsStream = false
  /// From the first byte of the first frame on.
  package private(set) var extent: Extent?
  /// Bytes of the block are missing or were dropped at the limit, so it cannot be decoded.
  package private(set) var isBroken = false

  package init(limits: HTTP2Limits) { self.limits = limits }

  package mutating func begin(_ start: H2FrameReader.Start) {
    bytes.removeAll(keepingCapacity: bytes.capacity <= 4_096)
    continuations = 0
    stream = start.header.streamID
    promisedStream = start.promisedStream
    endsStream = start.header.kind == .headers && start.header.flags.contains(.endStream)
    extent = Extent(start.moment)
    isBroken = false
  }

  /// False once per block, for the first CONTINUATION beyond the limit.
  package mutating func acceptContinuation() -> Bool {
    continuations += 1
    return continuations != limits.continuationFrames + 1
  }

  /// False once per block: for the fragment that makes it too long.
  package mutating func append(_ fragment: RawSpan, moment: Moment) -> Bool {
    extent?.extend(to: moment)
    guard !isBroken else { return true }
    guard bytes.count + fragment.byteCount <= limits.headerBlock else {
      breakOff()
      return false
    }
    bytes.append(fragment)
    return true
  }

  /// Bytes are missing, or the rest will not come.
  package mutating func breakOff() {
    isBroken = true
    bytes.removeAll()
  }

  package mutating func end(_ body: (RawSpan) -> Void) {
    stream = nil
    body(bytes.span.bytes)
  }

  /// The block is over without having ended.
  package mutating func abandon() {
    stream = nil
    breakOff()
  }
}
