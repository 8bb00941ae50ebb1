/// What missing bytes mean for the message in progress.
extension HTTP1Framer {
  enum GapOutcome: Hashable {
    /// Nothing is in progress that could have lost something.
    case nothing
    /// Whole messages may be missing.
    case messagesMissing
    /// The head in `held` is cut off behind its start line. The framer seeks once the owner has read it.
    case headCut
    /// The body lost `length` bytes, nil when that cannot be told, and goes on unless `isLast`.
    case body(length: UInt64?, isLast: Bool, messagesMissing: Bool)
  }

  mutating func gap(_ length: UInt64) -> GapOutcome {
    switch state {
    case .startLine, .awaitingSwitch, .confirming, .seeking(inBody: false):
      skipGap(inBody: false)
      return .messagesMissing
    case .fields: return .headCut
    case .sized(let remaining): return gap(length, inSized: remaining)
    case .untilEnd: return .body(length: length, isLast: false, messagesMissing: false)
    case .chunkData(let remaining) where length <= remaining:
      let left = remaining &- length
      state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
      return .body(length: length, isLast: false, messagesMissing: false)
    case .chunkLine, .chunkData, .chunkEnd, .seeking(inBody: true):
      skipGap(inBody: true)
      return .body(length: nil, isLast: false, messagesMissing: true)
    case .trailers:
      skipGap(inBody: false)
      return .body(length: nil, isLast: true, messagesMissing: true)
    case .switched, .ended: return .nothing
    }
  }

  private mutating func gap(_ length: UInt64, inSized remaining: UInt64) -> GapOutcome {
    if length < remaining {
      state = .sized(remaining: remaining &- length)
    } else if length == remaining {
      state = .startLine
    } else {
      skipGap(inBody: false)
    }
    return .body(length: min(length, remaining), isLast: length >= remaining, messagesMissing: length > remaining)
  }

  mutating func skipGap(inBody: Bool) {
    seek(inBody: inBody)
    hasSkipped = true
  }
}
