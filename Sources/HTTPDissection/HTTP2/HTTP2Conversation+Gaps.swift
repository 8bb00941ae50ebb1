import ByteParsing
package import TrafficModel

/// What happens when bytes were not captured.
extension HTTP2Conversation {
  /// `length` bytes of one direction were not captured.
  ///
  /// Inside one frame only that frame suffers. Across frames the next boundary is looked for: header compression state is
  /// lost then, and every open message of the direction may have lost bytes.
  package func gap(length: UInt64, _ direction: Direction, moment: Moment) {
    let lane = lane(direction)
    guard length > 0 else { return }
    switch lane.mode {
    case .opaque: break
    case .searching: lane.resynchronizer?.forget()
    case .preface: fallOutOfStep(lane, moment)
    case .frames:
      switch lane.reader.gap(length) {
      case .insideFrame(let content): loseContent(content, lane, moment)
      case .outOfStep: fallOutOfStep(lane, moment)
      }
    }
  }

  private func loseContent(_ count: UInt64, _ lane: H2Lane, _ moment: Moment) {
    if count > 0 {
      switch lane.target {
      case .nothing: break
      case .body(let stream):
        stream.message(lane.direction).gap(length: count, of: stream.exchange, moment: moment, observer: observer)
      case .headerBlock: lane.assembly.breakOff()
      case .settings, .word: lane.target = .nothing
      }
    }
    // The gap may have ended the frame.
    read([UInt8]().span.bytes, from: 0, lane, moment)
  }

  private func fallOutOfStep(_ lane: H2Lane, _ moment: Moment) {
    for stream in streams.inOrder where stream.message(lane.direction).phase == .open {
      stream.message(lane.direction).gap(length: nil, of: stream.exchange, moment: moment, observer: observer)
    }
    lane.frame = nil
    lane.target = .nothing
    lane.assembly.abandon()
    lane.hasMissedFrames = true
    lane.hasToldHeaderLoss = false
    loseHeaderState(lane, moment)
    lane.reader.restart()
    lane.mode = .searching
    var expected = H2FrameExpectation(lane.direction)
    expected.maximumLength = lane.maximumFrame
    expected.highestStream = highestStream > 0 ? highestStream : nil
    lane.resynchronizer = H2Resynchronizer(expected, limits: limits)
  }

  func search(_ bytes: RawSpan, _ lane: H2Lane, _ moment: Moment) {
    switch lane.resynchronizer?.receive(bytes, moment: moment) {
    case .found: resume(lane, moment)
    case .gaveUp:
      lane.resynchronizer = nil
      lane.mode = .opaque
      raise(.notHTTP, moment)
    case .searching, nil: break
    }
  }

  /// No more bytes come: the little that is held may still be frames.
  func endSearch(_ lane: H2Lane, _ moment: Moment) {
    guard case .searching = lane.mode, lane.resynchronizer?.finish() == .found else { return }
    resume(lane, moment)
  }

  private func resume(_ lane: H2Lane, _ moment: Moment) {
    guard var resynchronizer = lane.resynchronizer.take() else { return }
    lane.mode = .frames
    raise(.resynchronized, moment)
    resynchronizer.takeHeld { read($0, from: 0, lane, $1) }
  }
}
