import ByteParsing
import TrafficModel

/// Cuts one direction of DNS over TCP into messages, each behind its length (RFC 1035 §4.2.2).
///
/// Holds at most one message that is not whole. After a gap that leaves no message's end known, it looks for bytes that
/// begin like a message.
struct DNSFramer {
  private enum State {
    case framed
    /// So many bytes belong to a message that a gap has spoiled.
    case skipping(Int)
    case seeking
  }

  private var state: State
  private var held: [UInt8] = []
  private var heldExtent: Extent?

  init(isMidstream: Bool) { state = isMidstream ? .seeking : .framed }

  /// Delivers every message that ends in `bytes`, and from which moments it is. Borrowed during the call.
  mutating func receive(_ bytes: RawSpan, moment: Moment, deliver: (RawSpan, Extent) -> Void) {
    var rest = bytes
    if case .skipping(let count) = state {
      let skipped = min(count, rest.byteCount)
      rest = rest.extracting(droppingFirst: skipped)
      state = skipped < count ? .skipping(count - skipped) : .framed
    }
    guard rest.byteCount > 0 else { return }
    guard !held.isEmpty else {
      let used = cut(rest, moment, deliver)
      return hold(rest.extracting(droppingFirst: used), moment)
    }
    held.append(rest)
    let all = held
    let used = cut(all.span.bytes, moment, deliver)
    if used > 0 {
      held.removeFirst(used)
      heldExtent = held.isEmpty ? nil : Extent(moment)
    }
  }

  /// `length` bytes were not captured. Delivers what is there of a message that they spoil, its length before it.
  mutating func gap(_ length: UInt64, deliver: (RawSpan, Extent) -> Void) {
    switch state {
    case .skipping(let count): state = length <= UInt64(count) ? after(count - Int(length)) : .seeking
    case .seeking: break
    case .framed:
      let missing = missingBytes
      if let heldExtent, held.count > 2 { deliver(held.span.bytes.extracting(droppingFirst: 2), heldExtent) }
      if let missing, length <= UInt64(missing) {
        state = after(missing - Int(length))
      } else {
        state = .seeking
      }
    }
    held = []
    heldExtent = nil
  }

  /// Bytes still to come of the message that has begun; nil between messages.
  private var missingBytes: Int? {
    guard held.count >= 2 else { return nil }
    return 2 + (Int(held[0]) << 8 | Int(held[1])) - held.count
  }

  private func after(_ rest: Int) -> State { rest > 0 ? .skipping(rest) : .framed }

  /// Delivers whole messages; returns how many bytes are done with.
  private mutating func cut(_ bytes: RawSpan, _ moment: Moment, _ deliver: (RawSpan, Extent) -> Void) -> Int {
    var offset = 0
    if case .seeking = state {
      offset = firstMessage(in: bytes)
      if offset > 0 { heldExtent = nil }
    }
    guard case .framed = state else { return offset }
    while bytes.byteCount - offset >= 2 {
      let length = Int(bytes[byteAt: offset]) << 8 | Int(bytes[byteAt: offset + 1])
      guard bytes.byteCount - offset - 2 >= length else { break }
      var extent = heldExtent ?? Extent(moment)
      extent.extend(to: moment)
      heldExtent = nil
      if length > 0 { deliver(bytes.extracting(offset + 2..<offset + 2 + length), extent) }
      offset += 2 + length
    }
    return offset
  }

  /// Where a message seems to begin, or as far as it can be told that none does.
  private mutating func firstMessage(in bytes: RawSpan) -> Int {
    for offset in 0..<bytes.byteCount {
      switch DNSProbe.examine(bytes.extracting(droppingFirst: offset)) {
      case .certain:
        state = .framed
        return offset
      case .unsure: return offset
      case .notMine: break
      }
    }
    return bytes.byteCount
  }

  private mutating func hold(_ bytes: RawSpan, _ moment: Moment) {
    guard bytes.byteCount > 0 else { return }
    held = [UInt8](copying: bytes)
    heldExtent = Extent(moment)
  }
}
