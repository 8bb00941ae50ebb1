import ByteParsing
import TrafficModel

/// Bodies (RFC 9112 §6 and §7).
extension HTTP1Framer {
  /// Of the body, or of its chunk, behind what was read of it.
  var bytesToCome: UInt64 {
    switch state {
    case .sized(let remaining), .chunkData(let remaining): remaining
    default: 0
    }
  }

  mutating func sized(_ bytes: RawSpan, _ offset: inout Int, _ remaining: UInt64) -> Step {
    guard let piece = take(bytes, &offset, remaining) else { return .needsMore }
    let left = remaining &- UInt64(piece.count)
    state = left == 0 ? .startLine : .sized(remaining: left)
    return .body(piece, isLast: left == 0)
  }

  mutating func rest(_ bytes: RawSpan, _ offset: inout Int) -> Step {
    guard let piece = take(bytes, &offset, .max) else { return .needsMore }
    return .body(piece, isLast: false)
  }

  mutating func chunkData(_ bytes: RawSpan, _ offset: inout Int, _ remaining: UInt64) -> Step {
    guard let piece = take(bytes, &offset, remaining) else { return .needsMore }
    let left = remaining &- UInt64(piece.count)
    state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
    return .body(piece, isLast: false)
  }

  mutating func chunkLine(_ bytes: RawSpan, _ offset: inout Int) -> Step {
    guard offset < bytes.byteCount else { return .needsMore }
    let window = min(bytes.byteCount, offset &+ limits.chunkLine &+ 1 &- held.count)
    guard let lineEnd = bytes.extracting(0..<window).firstOffset(of: ASCII.lineFeed, from: offset) else {
      held.append(bytes.extracting(offset..<window))
      offset = window
      return held.count > limits.chunkLine ? badChunk() : .needsMore
    }
    let size: UInt64?
    let hasReturn: Bool
    if held.isEmpty {
      (size, hasReturn) = Self.readChunkLine(bytes.extracting(offset..<lineEnd))
    } else {
      held.append(bytes.extracting(offset..<lineEnd))
      (size, hasReturn) = Self.readChunkLine(held.span.bytes)
      held.removeAll(keepingCapacity: true)
    }
    offset = lineEnd &+ 1
    guard let size else { return badChunk() }
    beginChunk(size)
    return hasReturn ? step(bytes, &offset) : .anomaly(.bareLineFeed)
  }

  mutating func chunkEnd(_ bytes: RawSpan, _ offset: inout Int) -> Step {
    guard offset < bytes.byteCount else { return .needsMore }
    let byte = bytes[byteAt: offset]
    if byte == ASCII.carriageReturn, held.isEmpty {
      offset &+= 1
      held.append(byte)
      return chunkEnd(bytes, &offset)
    }
    guard byte == ASCII.lineFeed else { return badChunk() }
    let hasReturn = !held.isEmpty
    offset &+= 1
    held.removeAll(keepingCapacity: true)
    state = .chunkLine
    return hasReturn ? chunkLine(bytes, &offset) : .anomaly(.bareLineFeed)
  }

  /// Trailer fields are counted and not kept.
  mutating func trailers(_ bytes: RawSpan, _ offset: inout Int) -> Step {
    guard offset < bytes.byteCount else { return .needsMore }
    let window = min(bytes.byteCount, offset &+ limits.trailers &- trailerLength)
    if let end = emptyLineEnd(bytes.extracting(0..<window), from: offset) {
      offset = end
      lineLength = 0
      state = .startLine
      return .bodyEnded
    }
    trailerLength &+= window &- offset
    offset = window
    guard trailerLength >= limits.trailers else { return .needsMore }
    seek()
    lineFollowsBreak = false
    return .lost(.oversizedHeaderBlock)
  }

  mutating func beginChunk(_ size: UInt64) {
    forget()
    trailerLength = 0
    state = size == 0 ? .trailers : .chunkData(remaining: size)
  }

  /// Between a chunk and its data there is nothing to hold, so no moment is needed.
  private mutating func step(_ bytes: RawSpan, _ offset: inout Int) -> Step {
    if case .chunkData(let remaining) = state { return chunkData(bytes, &offset, remaining) }
    return trailers(bytes, &offset)
  }

  private mutating func badChunk() -> Step {
    seek(inBody: true)
    lineFollowsBreak = false
    hasSkipped = true
    return .anomaly(.badChunk)
  }

  private static func readChunkLine(_ line: RawSpan) -> (size: UInt64?, hasReturn: Bool) {
    let hasReturn = line.byteCount > 0 && line[byteAt: line.byteCount &- 1] == ASCII.carriageReturn
    return (ChunkLine.size(line), hasReturn)
  }

  /// The next bytes, at most `limit`; nil when there are none.
  private func take(_ bytes: RawSpan, _ offset: inout Int, _ limit: UInt64) -> Range<Int>? {
    let available = bytes.byteCount &- offset
    guard available > 0 else { return nil }
    let start = offset
    offset &+= limit < UInt64(available) ? Int(limit) : available
    return start..<offset
  }
}
