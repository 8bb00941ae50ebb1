import ByteParsing
import TrafficModel

/// What each type of frame means.
extension HTTP2Conversation {
  func begin(_ frame: H2FrameReader.Start, _ lane: H2Lane, _ moment: Moment) {
    activity &+= 1
    lane.frame = frame
    lane.target = .nothing
    lane.word = 0
    lane.wordBytes = 0
    let header = frame.header
    if let open = lane.assembly.stream, header.kind != .continuation || header.streamID != open {
      // Nothing may come between the frames of a header block (RFC 9113 §4.3).
      raise(.h2BadFrame, moment)
      abandonHeaderBlock(lane, moment)
    }
    checkLength(header, lane, moment)
    countFloods(frame, lane, moment)
    guard !frame.isUnsound else { return skipUnsound(header, lane, moment) }
    lane.target = target(of: frame, lane, moment)
  }

  /// Content of the current frame.
  func take(_ bytes: RawSpan, _ lane: H2Lane, _ moment: Moment) {
    switch lane.target {
    case .nothing: break
    case .body(let stream):
      stream.message(lane.direction).receive(bytes, of: stream.exchange, moment: moment, observer: observer)
    case .headerBlock:
      if !lane.assembly.append(bytes, moment: moment) { raise(.h2ContinuationFlood, moment) }
    case .settings, .word: takeWord(bytes, lane)
    }
  }

  func endFrame(_ lane: H2Lane, _ moment: Moment) {
    guard let frame = lane.frame else { return }
    lane.frame = nil
    let target = lane.target
    lane.target = .nothing
    switch (frame.header.kind, target) {
    case (.data, .body(let stream)):
      stream.exchange.extend(stream.message(lane.direction).side, to: moment)
      if frame.header.flags.contains(.endStream) { end(stream, lane.direction, as: .complete, moment) }
    case (.headers, .headerBlock), (.pushPromise, .headerBlock), (.continuation, .headerBlock):
      if frame.header.flags.contains(.endHeaders) { endHeaderBlock(lane, moment) }
    case (.resetStream, .word): reset(frame.header.streamID, lane, moment)
    case (.goAway, .word): goAway(lane, moment)
    default: break
    }
  }

  private func target(of frame: H2FrameReader.Start, _ lane: H2Lane, _ moment: Moment) -> H2Lane.Target {
    switch frame.header.kind {
    case .data: return bodyTarget(frame, lane, moment)
    case .headers, .pushPromise:
      guard frame.header.kind == .headers || lane.direction == .toClient else { break }
      lane.assembly.begin(frame)
      return .headerBlock
    case .continuation:
      guard lane.assembly.stream != nil else { break }
      if !lane.assembly.acceptContinuation() { raise(.h2ContinuationFlood, moment) }
      return .headerBlock
    case .settings:
      lane.hasSeenSettings = true
      return .settings
    case .resetStream, .goAway: return .word
    case .priority, .ping, .windowUpdate, nil: return .nothing
    }
    // A part of a header block that nobody can place: its direction's table is no longer known.
    raise(.h2BadFrame, moment)
    loseHeaderState(lane, moment)
    return .nothing
  }

  private func bodyTarget(_ frame: H2FrameReader.Start, _ lane: H2Lane, _ moment: Moment) -> H2Lane.Target {
    let id = frame.header.streamID
    guard let stream = streams[id] ?? openUnseen(id, lane, moment) else {
      if !closed.contains(id) { raise(.h2BadFrame, moment) }
      return .nothing
    }
    stream.lastActivity = activity
    let message = stream.message(lane.direction)
    if message.phase == .awaited, lane.hasMissedFrames { beginWithoutHead(stream, lane, frame.moment) }
    guard message.phase == .open else {
      raise(.h2BadFrame, moment)
      return .nothing
    }
    message.frameBegan()
    return .body(stream)
  }

  private func takeWord(_ bytes: RawSpan, _ lane: H2Lane) {
    for offset in 0..<bytes.byteCount {
      if lane.wordBytes == 8 { return }
      lane.word = lane.word << 8 | UInt64(bytes[byteAt: offset])
      lane.wordBytes += 1
      guard case .settings = lane.target, lane.wordBytes == 6 else { continue }
      apply(UInt16(truncatingIfNeeded: lane.word >> 32), UInt32(truncatingIfNeeded: lane.word), sentBy: lane)
      lane.word = 0
      lane.wordBytes = 0
    }
  }

  /// One parameter of SETTINGS (RFC 9113 §6.5.2). It binds what the other end sends.
  func apply(_ parameter: UInt16, _ value: UInt32, sentBy lane: H2Lane) {
    let other = self.lane(lane.direction.opposite)
    switch parameter {
    case 1: other.decoder.allowTable(of: Int(value))
    case 5: other.maximumFrame = max(other.maximumFrame, min(Int(value), 0xff_ffff))
    default: break
    }
  }

  private func skipUnsound(_ header: H2FrameHeader, _ lane: H2Lane, _ moment: Moment) {
    raise(.h2BadFrame, moment)
    switch header.kind {
    case .headers, .pushPromise, .continuation: abandonHeaderBlock(lane, moment)
    default: break
    }
  }

  private func checkLength(_ header: H2FrameHeader, _ lane: H2Lane, _ moment: Moment) {
    guard header.length > lane.maximumFrame, !lane.hasToldOversizedFrame else { return }
    // Without the other end's SETTINGS nobody knows what it allowed.
    let other = self.lane(lane.direction.opposite)
    guard other.hasSeenSettings, !other.hasMissedFrames else { return }
    lane.hasToldOversizedFrame = true
    raise(.h2BadFrame, moment)
  }

  private func countFloods(_ frame: H2FrameReader.Start, _ lane: H2Lane, _ moment: Moment) {
    let flags = frame.header.flags
    switch frame.header.kind {
    case .data where frame.contentLength == 0 && !flags.contains(.endStream),
      .headers where frame.contentLength == 0 && !flags.contains(.endHeaders),
      .continuation where frame.contentLength == 0 && !flags.contains(.endHeaders):
      if lane.emptyFrames.exceedsLimit(at: frame.moment.time) { raise(.h2EmptyFrameFlood, moment) }
    case .settings, .ping, .priority:
      if lane.controlFrames.exceedsLimit(at: frame.moment.time) { raise(.h2ControlFlood, moment) }
    default: break
    }
  }
}
