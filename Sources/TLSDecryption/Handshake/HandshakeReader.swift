package import ByteParsing

/// Puts handshake messages together from record fragments: several in a record, or one over many (RFC 8446 §5.1).
///
/// Invariant: `pending`, from `start` on, holds the messages not fetched yet and at most one unfinished message, which is
/// never longer than the limit.
package struct HandshakeReader: ~Copyable {
  /// One message, header removed.
  package struct Message: Hashable, Sendable {
    package var type: HandshakeType
    package var body: [UInt8]

    package init(type: HandshakeType, body: [UInt8]) {
      self.type = type
      self.body = body
    }
  }

  package static let headerByteCount = 4

  private let limit: Int
  private var pending: [UInt8] = []
  private var start = 0
  /// Body bytes of an oversized message that are still to come.
  private var skipping = 0
  /// Messages that were skipped because they were longer than the limit.
  package private(set) var skippedMessages = 0

  package init(limit: Int) { self.limit = limit }

  /// True when no message is half read.
  package var isBetweenMessages: Bool { pending.count == start && skipping == 0 }

  // The only copy of handshake bytes: messages must outlive the frame that began them.
  package mutating func append(_ fragment: RawSpan) {
    pending.removeFirst(start)
    start = 0
    let skipped = min(skipping, fragment.byteCount)
    skipping -= skipped
    pending.append(fragment.extracting(droppingFirst: skipped))
  }

  /// The next complete message, or nil when more bytes are needed. Throws when what comes is not a handshake message.
  package mutating func next() throws(Desynchronized) -> Message? {
    while pending.count - start >= Self.headerByteCount {
      let type = HandshakeType(rawValue: pending[start])
      guard type.isKnown else { throw Desynchronized(.badFrame) }
      let length = Int(pending[start + 1]) << 16 | Int(pending[start + 2]) << 8 | Int(pending[start + 3])
      if length > limit {
        skip(Self.headerByteCount + length)
        continue
      }
      let end = start + Self.headerByteCount + length
      guard pending.count >= end else { return nil }
      let message = Message(type: type, body: Array(pending[start + Self.headerByteCount..<end]))
      start = end
      if start == pending.count { reset() }
      return message
    }
    return nil
  }

  /// Bytes are missing: what is half read is dropped, and the next fragment should begin a message.
  package mutating func reset() {
    pending = []
    start = 0
    skipping = 0
  }

  private mutating func skip(_ count: Int) {
    skippedMessages += 1
    let here = min(count, pending.count - start)
    start += here
    skipping = count - here
  }
}
