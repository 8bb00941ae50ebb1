import CaptureFiles
import Glibc
import TrafficModel

/// Writes frames into the files of a ring, on the capture thread.
///
/// Whatever happens to the disk or the folder, capturing goes on: what cannot be written is counted, and every file ends with
/// a whole frame.
final class RingWriter {
  /// Between two attempts to write again, and two looks at folder and free space.
  private static let lookInterval = Duration.seconds(1)
  private static let flushInterval = Duration.milliseconds(100)

  private var folder: RingDirectory
  private let rotation: RotationPolicy
  private let retention: RetentionPolicy
  private let keeper: RingKeeper
  private let interfaces: [InterfaceHandle]
  private let options: CaptureOptions
  private let complain: @Sendable (String) -> Void

  private var file: RingFileWriter?
  private var fileBytes: Int64 = 0
  private var fileFrames: UInt64 = 0
  private var name = ""
  private var number: UInt64
  private var opened = ContinuousClock.now
  private var lastFlush = ContinuousClock.now
  private var lastLook = ContinuousClock.now
  private var isDirty = false
  /// Why nothing is written at the moment.
  private var obstacle: String?
  private var dropsBefore = CaptureCounters()
  private(set) var counters = CaptureCounters()

  init(
    _ folder: RingDirectory, rotation: RotationPolicy, retention: RetentionPolicy, keeper: RingKeeper,
    interfaces: [InterfaceHandle], options: CaptureOptions, complain: @escaping @Sendable (String) -> Void
  ) throws(CaptureFailure) {
    self.folder = folder
    self.rotation = rotation
    self.retention = retention
    self.keeper = keeper
    self.interfaces = interfaces
    self.options = options
    self.complain = complain
    number = try folder.nextNumber()
    counters.process = UInt64(clamping: getpid())
  }

  func append(_ frame: RawSpan, interface: Int, at time: Timestamp, wireLength: Int) {
    guard obstacle == nil else {
      counters.droppedByWriter &+= 1
      return
    }
    do throws(CaptureFileError) {
      if file == nil { try openFile() }
      fileBytes = try file?.append(frame, interface: interface, at: time, wireLength: wireLength) ?? 0
      fileFrames &+= 1
      counters.written &+= 1
      isDirty = true
    } catch {
      counters.droppedByWriter &+= 1
      pause(error)
    }
    if fileBytes >= rotation.maximumBytes { rotate() }
  }

  /// What is due with or without frames: flushing, rotation by age, looking at folder and disk. Ten times a second.
  func tick() {
    let now = ContinuousClock.now
    if isDirty, obstacle == nil, now - lastFlush >= Self.flushInterval {
      lastFlush = now
      flush()
    }
    if rotation.shouldRotate(bytes: fileBytes, frames: fileFrames, age: now - opened) { rotate() }
    guard now - lastLook >= Self.lookInterval else { return }
    lastLook = now
    look()
  }

  /// Ends the current file; the next frame begins another.
  func rotate() {
    guard file != nil else { return }
    finishFile()
    keeper.prune(folder, growing: (number, 0))
  }

  func finish() {
    if obstacle != nil { tryAgain() }
    finishFile()
    keeper.prune(folder, growing: nil)
    keeper.finish()
    tellCounters()
  }

  // MARK: Files

  private func openFile() throws(CaptureFileError) {
    let name = RingName(number: number, time: RingKeeper.now)
      .text(suffix: RingFileWriter.suffix(interfaces: interfaces.count))
    number &+= 1
    file = try RingFileWriter(
      creating: "\(folder.path)/\(name)", interfaces, snapLength: Int(options.snapLength))
    self.name = name
    (fileBytes, fileFrames) = (0, 0)
    opened = .now
    counters.files &+= 1
  }

  private func finishFile() {
    guard let open = file.take() else { return }
    isDirty = false
    (fileBytes, fileFrames) = (0, 0)
    do throws(CaptureFileError) {
      let finished = try open.finish()
      keeper.finished(manifest(finished), in: folder)
    } catch {
      complain("\(error)")
    }
  }

  private func manifest(_ finished: FinishedCapture) -> RingManifest {
    updateCounters()
    let before = dropsBefore
    dropsBefore = counters
    return RingManifest(
      file: name, frames: finished.frames, bytes: finished.bytes, firstTime: finished.firstTime,
      lastTime: finished.lastTime, droppedByKernel: counters.droppedByKernel &- before.droppedByKernel,
      droppedByInterface: counters.droppedByInterface &- before.droppedByInterface,
      droppedByWriter: counters.droppedByWriter &- before.droppedByWriter, interfaces: interfaces.map(\.name),
      filter: options.filter, snapLength: options.snapLength)
  }

  private func flush() {
    do throws(CaptureFileError) {
      try file?.flush()
      isDirty = false
    } catch {
      pause(error)
    }
  }

  /// The file cannot be reached by its name any more.
  private func forgetFile() {
    _ = file.take()
    isDirty = false
    (fileBytes, fileFrames) = (0, 0)
  }

  // MARK: Trouble

  private func pause(_ error: CaptureFileError) {
    guard obstacle == nil else { return }
    obstacle = error.code == .diskFull ? "the disk is full" : "\(error)"
    counters.isPaused = 1
    complain("writing pauses: \(obstacle ?? ""); frames are counted and lost until there is room")
    keeper.prune(folder, growing: (number, fileBytes))
  }

  private func look() {
    updateCounters()
    tellCounters()
    guard folder.isThere else { return comeBack() }
    if file != nil, access("\(folder.path)/\(name)", F_OK) != 0 {
      complain("\(name) was removed while it was written; a new file begins")
      forgetFile()
    }
    if let minimum = retention.minimumFreeBytes, folder.freeBytes < minimum, keeper.hasNothingToRemove, obstacle == nil
    {
      flush()
      obstacle = "less free space than is to be left"
      counters.isPaused = 1
      complain("writing pauses: less free space is left than --min-free asks for; frames are counted and lost")
    }
    if obstacle != nil { tryAgain() }
    if retention.maximumAge != nil || retention.minimumFreeBytes != nil || obstacle != nil {
      keeper.prune(folder, growing: (number == 0 ? 0 : number &- (file == nil ? 0 : 1), fileBytes))
    }
  }

  private func tryAgain() {
    if let minimum = retention.minimumFreeBytes, folder.freeBytes < minimum { return }
    do throws(CaptureFileError) {
      try file?.flush()
      if file == nil { try openFile() }
      try file?.flush()
    } catch {
      return
    }
    isDirty = false
    obstacle = nil
    counters.isPaused = 0
    complain("writing goes on; \(counters.droppedByWriter) frames were not written so far")
  }

  /// The folder was removed or replaced: what is in the open file cannot be reached by anyone any more.
  private func comeBack() {
    if obstacle == nil {
      complain("the folder \(folder.path) was removed; it is made again, what was in it is lost")
    }
    forgetFile()
    do throws(CaptureFailure) {
      folder = try RingDirectory(creating: folder.path)
      if obstacle != nil { tryAgain() }
    } catch {
      guard obstacle == nil else { return }
      obstacle = "\(error)"
      counters.isPaused = 1
      complain("writing pauses: \(error)")
    }
  }

  // MARK: Counting

  func updateCounters() {
    counters.received = 0
    counters.droppedByKernel = 0
    counters.droppedByInterface = 0
    for interface in interfaces {
      interface.updateCounts()
      counters.received &+= interface.received
      counters.droppedByKernel &+= interface.droppedByKernel
      counters.droppedByInterface &+= interface.droppedByInterface
    }
  }

  private func tellCounters() {
    if obstacle == nil { counters.write(to: folder.path) }
  }
}
