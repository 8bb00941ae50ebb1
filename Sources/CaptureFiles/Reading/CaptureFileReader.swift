package import TrafficModel

/// Reads one capture, pcap or pcapng, compressed or not, from front to back.
///
/// Frames are lent, never copied, and stepping to one allocates nothing. Trouble in the content is an outcome, not an
/// error: all frames before it have been handed out. A capture that still grows is read by trying again after `end` or
/// `cutOff`.
package struct CaptureFileReader: ~Copyable {
  enum Stage {
    case unknown
    case records(ClassicLayout, LinkType)
    case blocks
    case damaged(CaptureDamage)
  }

  package private(set) var capture: CaptureID
  let limits: CaptureLimits
  var buffer: ReadBuffer
  var stage = Stage.unknown
  /// Where to begin; nil once reading has come there.
  private var resumption: CapturePosition?

  /// Frames stepped over, the current one included.
  var frameCount: UInt64 = 0
  /// The bytes of the current frame, inside `buffer`; nil when there is no current frame. Kept as a pointer because asking
  /// the buffer for them copies it: 70 instructions per frame.
  var frameBytes: UnsafeRawBufferPointer?
  /// The current frame. Only valid after `advance` returned `frame`.
  package internal(set) var header: FrameHeader
  /// The place before the current frame: reading that continues there sees it again.
  package internal(set) var framePosition = CapturePosition.start

  var section = InterfaceTable()
  var secretStore: SecretCollection

  /// Nil until the first bytes have come, and when they begin no capture.
  package internal(set) var format: CaptureFormat?
  /// Blocks of pcapng whose content contradicts itself; skipped.
  package internal(set) var malformedBlocks: UInt64 = 0

  /// Opens the file; `-` is standard input. Nothing is read yet.
  /// - Parameter position: where to continue, as `position` or `framePosition` of another reader told it.
  package init(
    path: String, as capture: CaptureID, from position: CapturePosition = .start,
    limits: CaptureLimits = CaptureLimits()
  ) throws(CaptureFileError) {
    self.init(try InputFile(path: path), as: capture, from: position, limits: limits)
  }

  /// Reads from an open descriptor, which is closed in the end.
  package init(
    adopting descriptor: Int32, named path: String, as capture: CaptureID, limits: CaptureLimits = CaptureLimits()
  ) {
    self.init(InputFile(adopting: descriptor, path: path), as: capture, from: .start, limits: limits)
  }

  private init(
    _ file: consuming InputFile, as capture: CaptureID, from position: CapturePosition, limits: CaptureLimits
  ) {
    self.capture = capture
    self.limits = limits
    resumption = position == .start ? nil : position
    buffer = ReadBuffer(CaptureSource(file), bytes: limits.bufferBytes)
    secretStore = SecretCollection(limit: limits.secretBytes)
    header = FrameHeader(
      time: .zero, frame: FrameReference(capture: capture, number: 0), capturedLength: 0, wireLength: 0,
      linkType: .null)
  }

  /// Whether the file begins as a capture does, and whether it has any bytes. Nothing else of it is judged.
  package static func recognize(path: String) throws(CaptureFileError) -> (isCapture: Bool, isEmpty: Bool) {
    var limits = CaptureLimits()
    limits.bufferBytes = 1 << 12
    var reader = try CaptureFileReader(path: path, as: CaptureID(rawValue: 0), limits: limits)
    _ = try reader.advance()
    return (reader.format != nil, reader.isEmpty)
  }

  /// Renumbers the capture, for those who learn the order of several captures only by reading them.
  package mutating func identify(as capture: CaptureID) {
    self.capture = capture
    header.frame.capture = capture
  }

  package var path: String { buffer.path }
  package var compression: Compression { buffer.compression }
  /// After the current frame: the end of the last whole frame or block.
  package var position: CapturePosition { CapturePosition(offset: buffer.offset, frames: frameCount) }
  /// Bytes taken from the file, before unpacking.
  package var bytesRead: Int64 { buffer.bytesRead }
  /// Bytes of the file when it was opened, before unpacking; nil for what has no length.
  package var length: Int64? { buffer.length }
  /// Nothing has ever come.
  package var isEmpty: Bool { buffer.offset == 0 && buffer.available == 0 && !buffer.hasUntoldBytes }
  /// Interfaces of all sections so far, with their last statistics; empty for classic pcap.
  package var interfaces: [CaptureInterface] { section.interfaces }

  /// Steps to the next frame.
  package mutating func advance() throws(CaptureFileError) -> ReadOutcome {
    switch stage {
    case .records(let layout, let linkType): try advanceRecord(layout, linkType)
    case .blocks: try advanceBlock()
    case .unknown: try begin()
    case .damaged(let damage): .damaged(damage)
    }
  }

  /// Lends the current frame. Its bytes are valid during the call only.
  ///
  /// Mutating although it changes nothing: a merely borrowed reader is copied by its caller, in every frame.
  package mutating func withFrame<E: Error>(_ body: (RawSpan, FrameHeader) throws(E) -> Void) throws(E) {
    guard let frameBytes else { preconditionFailure("no current frame: advance() must have returned .frame") }
    try body(frameBytes.bytes, header)
  }

  /// Steps to the next frame and lends it.
  package mutating func next(_ body: (RawSpan, FrameHeader) throws -> Void) throws -> ReadOutcome {
    let outcome = try advance()
    if outcome == .frame { try withFrame(body) }
    return outcome
  }

  /// TLS key log texts found since this was last asked, in the order of the capture.
  package mutating func takeSecrets() -> [[UInt8]] { secretStore.take() }
  package var hasSecrets: Bool { secretStore.hasSecrets }
  /// Secrets lost to `CaptureLimits.secretBytes`.
  package var lostSecrets: UInt64 { secretStore.lost }
}

// Steps shared by both formats.
extension CaptureFileReader {
  /// Tells the format, reads the header of the file, and goes to where reading should begin.
  private mutating func begin() throws(CaptureFileError) -> ReadOutcome {
    guard try buffer.holds(CaptureFormat.magicLength) else { return unfinished() }
    format = CaptureFormat(magic: UInt32(littleEndian: buffer.load32(0)))
    switch format {
    case nil: return damaged(.notACapture)
    case .pcapng: stage = .blocks
    case .pcap(let layout):
      if let outcome = try beginRecords(layout) { return outcome }
    }
    guard let target = resumption else { return try advance() }
    resumption = nil
    return try resume(at: target)
  }

  /// Classic pcap can jump, because a record depends on nothing before it but the file header. What lies before is read
  /// through otherwise: interfaces must be known, and compressed bytes unpacked.
  private mutating func resume(at target: CapturePosition) throws(CaptureFileError) -> ReadOutcome {
    if case .records = stage, target.offset >= buffer.offset, buffer.seek(to: target.offset) {
      frameCount = target.frames
      return try advance()
    }
    while buffer.offset < target.offset {
      let outcome = try advance()
      if outcome == .frame, framePosition.offset < target.offset { continue }
      if outcome == .frame { return framePosition == target ? .frame : damaged(.positionLost) }
      if case .damaged = outcome { return outcome }
      return position == target ? outcome : damaged(.positionLost)
    }
    return position == target ? try advance() : damaged(.positionLost)
  }

  /// What it means that fewer bytes are there than were wanted.
  mutating func unfinished() -> ReadOutcome {
    frameBytes = nil
    switch buffer.ending {
    case .corrupt: return damaged(.corruptCompression, ahead: buffer.available)
    case .cutOff: return .cutOff
    case .whole: return buffer.available == 0 ? .end : .cutOff
    }
  }

  /// Ends reading for good.
  mutating func damaged(_ reason: CaptureDamage.Reason, ahead: Int = 0) -> ReadOutcome {
    frameBytes = nil
    let damage = CaptureDamage(reason, at: buffer.offset &+ Int64(ahead))
    stage = .damaged(damage)
    return .damaged(damage)
  }
}
