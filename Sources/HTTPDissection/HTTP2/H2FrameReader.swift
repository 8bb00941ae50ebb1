import ByteParsing
package import TrafficModel

/// Cuts one direction of a connection into H2 frames, without holding their payload.
///
/// Invariant: `left` counts the bytes of the current phase that have not come yet. Padding and prefixes are taken away
/// here, so nobody else knows of them.
package struct H2FrameReader: ~Copyable {
  /// The start of a frame, once its prefix is known.
  package struct Start: Hashable, Sendable {
    package var header: H2FrameHeader
    /// Payload bytes without prefix and padding.
    package var contentLength: Int
    /// The stream that PUSH_PROMISE opens; 0 otherwise.
    package var promisedStream: UInt32
    /// More padding than payload, or a length or stream that the type forbids. There is no content then.
    package var isUnsound: Bool
    /// When the first byte of the frame came.
    package var moment: Moment
  }

  package enum Piece: Hashable, Sendable {
    case began(Start)
    /// Where in the given bytes the next content is. Never empty.
    case content(Range<Int>)
    /// The last byte of the frame has come.
    case ended
  }

  /// What missing bytes did to the framing.
  package enum GapEffect: Hashable, Sendable {
    /// They all belong to the current frame; so many were content.
    case insideFrame(content: UInt64)
    /// Nobody knows where the next frame begins.
    case outOfStep
  }

  private enum Phase { case header, prefix, content, padding }

  private var phase = Phase.header
  private var left = H2FrameHeader.byteCount
  private var padding = 0
  private var bits: UInt128 = 0
  private var header = H2FrameHeader(bits: 0)
  private var moment: Moment?

  package init() {}

  /// The next piece of `bytes` from `offset` on, which it moves; nil when all has been taken.
  package mutating func next(_ bytes: RawSpan, at offset: inout Int, moment: Moment) -> Piece? {
    while true {
      switch phase {
      case .header:
        if self.moment == nil, offset < bytes.byteCount { self.moment = moment }
        guard collect(bytes, at: &offset) else { return nil }
        header = H2FrameHeader(bits: bits)
        enter(.prefix, header.isSound ? header.prefixLength : 0)
      case .prefix:
        guard collect(bytes, at: &offset) else { return nil }
        return .began(splitPayload(moment))
      case .content:
        if left > 0 { return content(bytes, at: &offset) }
        enter(.padding, padding)
      case .padding:
        skip(bytes, at: &offset)
        guard left == 0 else { return nil }
        restart()
        return .ended
      }
    }
  }

  package mutating func gap(_ length: UInt64) -> GapEffect {
    let beforePadding = phase == .content ? left : 0
    let inFrame = phase == .content ? left + padding : phase == .padding ? left : 0
    guard length <= UInt64(inFrame) else { return .outOfStep }
    let lost = Int(length)
    if lost <= beforePadding {
      left -= lost
      return .insideFrame(content: length)
    }
    enter(.padding, inFrame - lost)
    return .insideFrame(content: UInt64(beforePadding))
  }

  /// The next byte is the first of a frame.
  package mutating func restart() {
    enter(.header, H2FrameHeader.byteCount)
    moment = nil
  }

  private mutating func enter(_ phase: Phase, _ count: Int) {
    self.phase = phase
    left = count
    if phase != .content { bits = 0 }
  }

  /// Takes the bytes of a header or prefix, which are few, into `bits`.
  private mutating func collect(_ bytes: RawSpan, at offset: inout Int) -> Bool {
    while left > 0, offset < bytes.byteCount {
      bits = bits << 8 | UInt128(bytes[byteAt: offset])
      offset += 1
      left -= 1
    }
    return left == 0
  }

  private mutating func splitPayload(_ now: Moment) -> Start {
    let prefix = header.isSound ? header.prefixLength : 0
    var content = header.length - prefix
    padding = 0
    if prefix > 0, header.flags.contains(.padded) {
      padding = Int(truncatingIfNeeded: bits >> UInt128(8 * (prefix - 1))) & 0xff
    }
    let isUnsound = !header.isSound || padding > content
    if isUnsound { padding = content }
    content -= padding
    let isPromise = header.kind == .pushPromise && !isUnsound
    let promised = isPromise ? UInt32(truncatingIfNeeded: bits) & 0x7fff_ffff : 0
    enter(.content, content)
    return Start(
      header: header, contentLength: content, promisedStream: promised, isUnsound: isUnsound, moment: moment ?? now)
  }

  private mutating func content(_ bytes: RawSpan, at offset: inout Int) -> Piece? {
    let count = min(left, bytes.byteCount - offset)
    guard count > 0 else { return nil }
    left -= count
    offset += count
    return .content(offset - count..<offset)
  }

  private mutating func skip(_ bytes: RawSpan, at offset: inout Int) {
    let count = min(left, bytes.byteCount - offset)
    left -= count
    offset += count
  }
}
