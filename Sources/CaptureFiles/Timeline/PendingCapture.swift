import TrafficModel

/// A capture of a timeline that has frames and was not begun yet.
struct PendingCapture {
  /// A capture, or why there is none. One without frames may still hold key log texts for others.
  enum Opening<Capture> {
    case usable(Capture)
    case unusable(CaptureStatus, secrets: [[UInt8]])
  }

  var status: CaptureStatus
  private let firstTime: Timestamp
  /// Kept for what can be read only once, and for the only capture.
  private let kept: OpenCaptureSlot?

  var turn: Turn { Turn(time: firstTime, capture: status.capture) }

  /// By name as bytes when the times are equal.
  func precedes(_ other: Self) -> Bool {
    firstTime == other.firstTime
      ? status.name.utf8.lexicographicallyPrecedes(other.status.name.utf8) : firstTime < other.firstTime
  }

  /// Reads up to the first frame.
  static func probe(_ name: String, isAlone: Bool, _ limits: CaptureLimits) -> Opening<PendingCapture> {
    var probing = limits
    if !isAlone { probing.bufferBytes = min(limits.bufferBytes, 1 << 16) }
    switch open(CaptureStatus(capture: CaptureID(rawValue: 0), name: name), probing) {
    case .unusable(let status, let secrets): return .unusable(status, secrets: secrets)
    case .usable(let slot):
      let status = slot.capture.pointee.status
      let kept = isAlone || status.length == nil ? slot : nil
      return .usable(PendingCapture(status: status, firstTime: slot.turn.time, kept: kept))
    }
  }

  mutating func identify(as capture: CaptureID) {
    status.capture = capture
    kept?.capture.pointee.identify(as: capture)
  }

  /// Ready at its first frame.
  func open(_ limits: CaptureLimits) -> Opening<OpenCaptureSlot> {
    if let kept { return .usable(kept) }
    return Self.open(status, limits)
  }

  private static func open(_ status: CaptureStatus, _ limits: CaptureLimits) -> Opening<OpenCaptureSlot> {
    do throws(CaptureFileError) {
      let reader = try CaptureFileReader(path: status.name, as: status.capture, limits: limits)
      var capture = OpenCapture(reader, status)
      guard capture.advance() else { return .unusable(capture.status, secrets: capture.takeSecrets()) }
      capture.describe()
      return .usable(OpenCaptureSlot(capture))
    } catch {
      var status = status
      status.condition = .unreadable(error)
      return .unusable(status, secrets: [])
    }
  }
}
