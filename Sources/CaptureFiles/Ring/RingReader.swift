package import TrafficModel

/// Reads a ring as one sequence of frames while it grows.
///
/// A file is left when its end is reached and another one with a frame has come: whoever writes a ring finishes one file
/// before the next. Nothing here waits; the caller looks at the folder again when something may have changed.
package struct RingReader: ~Copyable {
  package enum Step { case frame, waiting }

  private var folder: RingFolder
  private let limits: CaptureLimits
  private var slot: RingSlot?
  private var resumption: CapturePosition?
  private var isDamaged = false
  /// Left files, with their size then; a writer that goes on in one of them is not the only one.
  private var left: [(file: RingFile, bytes: Int64)] = []
  private var remarks: [RingRemark] = []
  private var folderIsMissing = false

  /// Found and not begun, oldest first.
  package private(set) var pending: [RingFile] = []
  package private(set) var current: RingFile?
  package private(set) var capture = CaptureID(rawValue: 0)
  package private(set) var filesOpened: UInt32 = 0
  /// Bytes read of all files before the current one.
  private var bytesLeft: Int64 = 0

  package init(folder path: String, limits: CaptureLimits = CaptureLimits()) {
    folder = RingFolder(path: path)
    self.limits = limits
  }

  /// Looks for new files.
  package mutating func look() {
    do throws(CaptureFileError) {
      pending += try folder.newFiles()
      folderIsMissing = false
      noticeLateGrowth()
    } catch {
      if !folderIsMissing { remarks.append(.folderUnreadable(error)) }
      folderIsMissing = true
    }
  }

  /// Continues where another reader was. Only before the first step; files before `file` are passed over.
  /// - Returns: whether the capture is still there. When it is not, reading begins with the first one after it.
  package mutating func resume(at position: CapturePosition, in file: RingFile) -> Bool {
    guard let index = pending.firstIndex(where: { $0.firstTime == file.firstTime }) else {
      pending.removeAll { $0.firstTime < file.firstTime }
      return false
    }
    pending.removeFirst(index)
    resumption = position
    return true
  }

  /// Steps to the next frame, or says that there is none yet.
  package mutating func advance() -> Step {
    while true {
      guard slot != nil || openNext() else { return .waiting }
      // What comes after this look is for the next: the current file may grow until then.
      let isFollowed = !pending.isEmpty
      let outcome = step()
      switch outcome {
      case .frame: return .frame
      case .damaged(let damage): noticeDamage(damage)
      case .end, .cutOff, nil: break
      }
      guard leaveIfFinished(outcome, isFollowed: isFollowed) else { return .waiting }
    }
  }

  package mutating func withFrame<E: Error>(_ body: (RawSpan, FrameHeader) throws(E) -> Void) throws(E) {
    try slot?.reader.pointee.withFrame(body)
  }

  /// The place before the current frame.
  package var framePosition: CapturePosition { slot?.reader.pointee.framePosition ?? .start }
  /// The place after the current frame.
  package var position: CapturePosition { slot?.reader.pointee.position ?? .start }
  package var bytesRead: Int64 { bytesLeft + (slot?.reader.pointee.bytesRead ?? 0) }
  /// Bytes in files of the ring that were not read yet, before unpacking.
  package var backlog: Int64 {
    let ahead = pending.reduce(0) { $0 + (folder.bytes(of: $1.name) ?? 0) }
    guard let current, let slot, let bytes = folder.bytes(of: current.name) else { return ahead }
    return ahead + max(0, bytes - slot.reader.pointee.bytesRead)
  }
  package var ringBytes: Int64 { folder.bytes }
  package var ringFiles: Int { folder.count }
  package var hasSecrets: Bool { slot?.reader.pointee.hasSecrets ?? false }

  /// Where a capture that was opened before is now; nil when it is gone. As of the last look.
  package func path(of file: RingFile) -> String? {
    folder.name(of: file.firstTime).map(folder.path(of:))
  }

  package func bytes(of file: RingFile) -> Int64 {
    folder.name(of: file.firstTime).flatMap { folder.bytes(of: $0) } ?? 0
  }

  package mutating func takeSecrets() -> [[UInt8]] { slot?.reader.pointee.takeSecrets() ?? [] }

  package mutating func takeRemarks() -> [RingRemark] {
    defer { remarks = [] }
    return remarks
  }

  // MARK: Steps

  private mutating func step() -> ReadOutcome? {
    guard let current else { return nil }
    do throws(CaptureFileError) {
      return try slot?.reader.pointee.advance()
    } catch {
      remarks.append(.unreadable(current, error))
      return nil
    }
  }

  private mutating func openNext() -> Bool {
    while !pending.isEmpty {
      let file = pending.removeFirst()
      let name = folder.bytes(of: file.name) == nil ? folder.name(of: file.firstTime) : file.name
      guard let name, open(RingFile(name: name, firstTime: file.firstTime, bytes: file.bytes)) else {
        remarks.append(.skipped(file))
        continue
      }
      return true
    }
    return false
  }

  private mutating func open(_ file: RingFile) -> Bool {
    defer { resumption = nil }
    do throws(CaptureFileError) {
      let id = CaptureID(rawValue: filesOpened)
      slot = RingSlot(
        try CaptureFileReader(path: folder.path(of: file.name), as: id, from: resumption ?? .start, limits: limits))
      capture = id
      filesOpened &+= 1
      current = file
      isDamaged = false
      return true
    } catch {
      guard error.systemError != 2 else { return false }  // ENOENT: told as skipped
      remarks.append(.unreadable(file, error))
      return false
    }
  }

  /// True when the next file is to be opened.
  private mutating func leaveIfFinished(_ outcome: ReadOutcome?, isFollowed: Bool) -> Bool {
    guard let file = current, let slot else { return false }
    let bytesRead = slot.reader.pointee.bytesRead
    let isIntact = folder.isIntact(file, readTo: bytesRead)
    // A file that is gone is read to its end all the same, as long as nobody shortens it: it stays open.
    if !isIntact, let bytes = folder.bytes(of: file.name), bytes > 0 {
      look()
      guard folder.isIntact(file, readTo: bytesRead) else {
        if folder.name(of: file.firstTime) == nil { remarks.append(.overwritten(file, readTo: position)) }
        leave(file)
        return true
      }
    }
    guard isFollowed else { return false }
    if outcome == .cutOff { remarks.append(.cutOff(file, readTo: position)) }
    leave(file)
    return true
  }

  private mutating func leave(_ file: RingFile) {
    bytesLeft &+= slot?.reader.pointee.bytesRead ?? 0
    left.append((file, folder.bytes(of: file.name) ?? .max))
    if left.count > 4 { left.removeFirst() }
    current = nil
    slot = nil
  }

  private mutating func noticeDamage(_ damage: CaptureDamage) {
    guard !isDamaged, let file = current else { return }
    isDamaged = true
    // What is read in the middle of an overwritten file looks like damage.
    if folder.isIntact(file, readTo: 0) { remarks.append(.damaged(file, damage)) }
  }

  private mutating func noticeLateGrowth() {
    left.removeAll { file, bytes in
      guard folder.name(of: file.firstTime) == file.name, let now = folder.bytes(of: file.name), now > bytes else {
        return false
      }
      remarks.append(.grewLate(file))
      return true
    }
  }
}
