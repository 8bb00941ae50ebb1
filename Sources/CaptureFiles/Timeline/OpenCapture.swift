import TrafficModel

/// One capture of a timeline while it is read, always at a frame that has not been handed out yet.
///
/// Used through an `OpenCaptureSlot`.
struct OpenCapture: ~Copyable {
  private var reader: CaptureFileReader
  private(set) var status: CaptureStatus
  /// The time of the frame that is ready.
  private(set) var time = Timestamp.zero
  private(set) var hasSecrets = false
  /// The time of the frame handed out last.
  private var previous = Timestamp.zero

  init(_ reader: consuming CaptureFileReader, _ status: CaptureStatus) {
    self.status = status
    self.reader = reader
  }

  var capture: CaptureID { status.capture }
  var bytesRead: Int64 { reader.bytesRead }

  /// Captures are numbered after their first frames are known.
  mutating func identify(as capture: CaptureID) {
    status.capture = capture
    reader.identify(as: capture)
  }

  /// Steps to the next frame. False when there is none; `status.condition` then says why.
  mutating func advance() -> Bool {
    do throws(CaptureFileError) {
      let outcome = try reader.advance()
      hasSecrets = reader.hasSecrets
      guard outcome == .frame else {
        finish(outcome)
        return false
      }
      time = reader.header.time
      return true
    } catch {
      finish(.unreadable(error))
      return false
    }
  }

  /// Lends the frame that is ready, and counts it unless `body` throws.
  @inline(__always)
  mutating func deliver<E: Error>(_ body: (RawSpan, FrameHeader) throws(E) -> Void) throws(E) {
    try reader.withFrame(body)
    count(reader.header)
  }

  mutating func takeSecrets() -> [[UInt8]] {
    hasSecrets = false
    return reader.takeSecrets()
  }

  @inline(__always)
  private mutating func count(_ header: FrameHeader) {
    status.frames &+= 1
    status.capturedBytes &+= UInt64(header.capturedLength)
    status.wireBytes &+= UInt64(header.wireLength)
    guard let first = status.firstTime, let last = status.lastTime else {
      (status.firstTime, status.lastTime) = (header.time, header.time)
      previous = header.time
      return
    }
    if header.time < previous { status.backwardSteps &+= 1 }
    previous = header.time
    if header.time < first { status.firstTime = header.time }
    if last < header.time { status.lastTime = header.time }
  }

  private mutating func finish(_ outcome: ReadOutcome) {
    switch outcome {
    case .frame: break
    case .end: finish(status.frames == 0 ? .empty : .complete)
    case .cutOff: finish(isUntold ? .notACapture : .truncated(at: reader.position))
    case .damaged(let damage): finish(damage.reason == .notACapture ? .notACapture : .damaged(damage))
    }
  }

  /// Puts into the status what the beginning of the capture told.
  mutating func describe() {
    status.format = reader.format
    status.compression = reader.compression
    status.length = reader.length
  }

  /// Too short for the magic number of a capture or of a compressed stream.
  private var isUntold: Bool { reader.format == nil && reader.compression == .none }

  private mutating func finish(_ condition: CaptureStatus.Condition) {
    describe()
    status.condition = condition
    status.interfaces = reader.interfaces
    status.malformedBlocks = reader.malformedBlocks
    status.lostSecrets = reader.lostSecrets
  }
}
