package import TrafficModel

/// Several captures as one sequence of frames in time order.
///
/// Captures are numbered by the time of their first frames (then by name), so that numbers do not depend on the order of
/// arguments. A capture is open only while its frames are due: hundreds of ring files cost one open file, and only
/// captures that overlap are read side by side. Within one capture the order is always that of the file, even where
/// its times run backwards. Captures that cannot be read are told by `statuses` and stop nothing.
package struct CaptureTimeline: ~Copyable {
  private let limits: CaptureLimits
  /// Not begun yet; the earliest last.
  private var pending: [PendingCapture] = []
  /// Open beside `current`; the earliest last.
  private var waiting: [OpenCaptureSlot] = []
  private var current: OpenCaptureSlot? {
    didSet { ready = current?.capture }
  }
  /// The capture in `current`, which would be counted for each frame.
  private var ready: UnsafeMutablePointer<OpenCapture>?
  /// The frame of another capture before which `current` may go on without asking.
  private var horizon: Turn?
  private var finished: [CaptureStatus] = []
  private var finishedBytes: Int64 = 0
  private var secrets: [[UInt8]] = []

  /// Bytes of all files as they are on disk; nil when one has no length.
  package private(set) var bytesTotal: Int64? = 0

  /// Opens each capture once to learn when it begins.
  /// - Parameter names: paths of files; `-` is standard input. See `CaptureInputs` for directories.
  package init(_ names: [String], limits: CaptureLimits = CaptureLimits()) {
    self.limits = limits
    var unusable: [CaptureStatus] = []
    for name in names {
      switch PendingCapture.probe(name, isAlone: names.count == 1, limits) {
      case .usable(let capture): pending.append(capture)
      case .unusable(let status, let found):
        unusable.append(status)
        secrets += found
      }
    }
    number(unusable)
    pending.reverse()
    chooseNext()
  }

  /// True when captures gave key log texts that were not taken yet.
  package var hasSecrets: Bool { !secrets.isEmpty }

  /// TLS key log texts found so far. Those of a capture are there before the frame that follows them is lent.
  package mutating func takeSecrets() -> [[UInt8]] {
    defer { secrets = [] }
    return secrets
  }

  /// Bytes taken from files so far, before unpacking.
  package var bytesRead: Int64 {
    open.reduce(finishedBytes) { $0 + $1.capture.pointee.bytesRead }
  }

  /// One per capture, in the order of their numbers.
  package var statuses: [CaptureStatus] {
    (finished + open.map { $0.capture.pointee.status } + pending.map(\.status)).sorted { $0.capture < $1.capture }
  }

  private var open: [OpenCaptureSlot] { current.map { waiting + [$0] } ?? waiting }

  /// Lends the next frame; false when all captures are read. When `body` throws, the same frame is lent again.
  package mutating func next<E: Error>(_ body: (RawSpan, FrameHeader) throws(E) -> Void) throws(E) -> Bool {
    guard let ready else { return false }
    try ready.pointee.deliver(body)
    let hasNext = ready.pointee.advance()
    if ready.pointee.hasSecrets { secrets += ready.pointee.takeSecrets() }
    if !hasNext || horizon != nil { goOn(hasNext) }
    return true
  }

  /// Behind a frame: with another capture, when this one has no more, or its next frame is later than another's.
  private mutating func goOn(_ hasNext: Bool) {
    guard let slot = current else { return }
    if !hasNext {
      close(slot)
      chooseNext()
    } else if let horizon, horizon < slot.turn {
      wait(slot)
      chooseNext()
    }
  }

  /// Captures with frames come first, by time; then the others, by name.
  private mutating func number(_ unusable: [CaptureStatus]) {
    pending.sort { $0.precedes($1) }
    for index in pending.indices { pending[index].identify(as: CaptureID(rawValue: UInt32(clamping: index))) }
    for (index, status) in unusable.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }).enumerated() {
      var status = status
      status.capture = CaptureID(rawValue: UInt32(clamping: pending.count + index))
      finished.append(status)
    }
    for capture in pending {
      bytesTotal = bytesTotal.flatMap { total in capture.status.length.map { total + $0 } }
    }
  }

  private mutating func chooseNext() {
    openDue()
    current = waiting.popLast()
    let openTurn = waiting.last?.turn
    // One that must wait for an open file is not waited for.
    let pendingTurn = waiting.count + 1 < limits.openCaptures ? pending.last?.turn : nil
    horizon = [openTurn, pendingTurn].compactMap(\.self).min()
  }

  /// Opens what begins before everything that is open.
  private mutating func openDue() {
    while let next = pending.last, waiting.last.map({ next.turn < $0.turn }) ?? true {
      guard waiting.count < max(1, limits.openCaptures) else {
        pending[pending.count - 1].status.wasDelayed = true
        return
      }
      pending.removeLast()
      switch next.open(limits) {
      case .usable(let slot):
        secrets += slot.capture.pointee.takeSecrets()
        wait(slot)
      case .unusable(let status, let found):
        finished.append(status)
        secrets += found
      }
    }
  }

  private mutating func wait(_ slot: OpenCaptureSlot) {
    let turn = slot.turn
    let place = waiting.lastIndex { turn < $0.turn }
    waiting.insert(slot, at: place.map { $0 + 1 } ?? 0)
  }

  private mutating func close(_ slot: OpenCaptureSlot) {
    finished.append(slot.capture.pointee.status)
    finishedBytes += slot.capture.pointee.bytesRead
    current = nil
  }
}
