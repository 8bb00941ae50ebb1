import CaptureFiles
import TLSDecryption
import TrafficModel

extension RingAnalysis {
  /// Looks again at flows whose keys came after they had ended, as long as the ring reaches back to them.
  func lookAgain() {
    guard replay == nil else { return }
    let isChanged = secrets.revision != lookedRevision
    lookedRevision = secrets.revision
    let flows = relay.withUnread { $0.takeOpenable(secrets, isChanged: isChanged) }
    guard !flows.isEmpty else { return }
    let files = openedFiles.compactMap { capture, file in
      ring.path(of: file).map { SecondLook.File(capture: capture, path: $0, bytes: ring.bytes(of: file)) }
    }
    let look = SecondLook(
      limits: analyzerLimits, hasher: hasher, secrets: secrets, byteLimit: limits.secondLookBytes)
    let outcome = look.look(at: flows, in: files, except: relay.withUnread { $0.statedSessions }) { relay.state($0) }
    // No frame has come, and yet there is something to make durable.
    committedFrames = .max
    observer.note(.lookedAgain(opened: outcome.opened, unread: outcome.unread))
  }

  func noteOpened(_ file: RingFile) {
    openedFiles.append((ring.capture, file))
    guard openedFiles.count > 2 * limits.rememberedFiles else { return }
    openedFiles.removeFirst(openedFiles.count - limits.rememberedFiles)
  }
}
