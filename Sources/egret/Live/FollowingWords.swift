import CaptureFiles
import OfflineAnalysis
import Presentation
import TrafficModel

/// What happens while a ring is followed, in words.
enum FollowingWords {
  static func text(_ remark: FollowingRemark) -> String {
    switch remark {
    case .ring(let remark): text(remark)
    case .resumed(let file, let frame):
      "goes on after frame \(frame) of \(name(file)), where the run before had come to"
    case .lostPlace(let file, let frame):
      "the run before had come to frame \(frame) of \(name(file)), which is gone: what followed it in that file, and in "
        + "files that are gone too, was never read; goes on with the oldest file there is"
    case .notRebuilt(let flows, let sessions):
      "\(Quantity.plural(flows, "flow")) and \(Quantity.plural(sessions, "session")) that were open then began in files "
        + "that are gone or lie too far back: what goes on of them is told as new"
    case .clockSetBack(let seconds):
      "the clock of the capture went back by \(Quantity.plural(UInt64(clamping: seconds), "second")): times and durations "
        + "across that are wrong, nothing is left out"
    case .auditLog(let error): "an audit log is not read: \(error)"
    case .lookedAgain(let opened, let unread):
      "keys came late: \(Quantity.plural(opened, "flow")) read again from the ring"
        + (unread > 0 ? "; \(Quantity.plural(unread, "flow")) not, whose frames are gone or whose keys do not fit" : "")
    }
  }

  private static func text(_ remark: RingRemark) -> String {
    switch remark {
    case .skipped(let file):
      "fell behind the ring: \(name(file.name)) (\(Quantity.bytes(file.bytes)), from \(Quantity.dateTime(file.firstTime)) "
        + "UTC on) went away before it was read"
    case .overwritten(let file, let position):
      "fell behind the ring: \(name(file.name)) was overwritten after its frame \(position.frames) had been read"
    case .cutOff(let file, let position):
      "\(name(file.name)) ends in mid-frame: read to its last whole frame, which ends at byte \(position.offset)"
    case .damaged(let file, let damage):
      "\(name(file.name)) is damaged at byte \(damage.offset): frames before it were read"
    case .unreadable(let file, let error): "\(name(file.name)) was not read: \(error)"
    case .grewLate(let file):
      "\(name(file.name)) grew after another file had followed it: two programs write into this folder; give each its own"
    case .folderUnreadable(let error): "\(error); waiting for it to come back"
    }
  }

  /// The line below everything.
  static func line(_ status: FollowingStatus, framesPerSecond: Double, bytesPerSecond: Double) -> String {
    var parts = [
      Quantity.clock(status.time), "\(Quantity.count(Int(framesPerSecond))) frames/s",
      "\(Quantity.bytes(Int64(bytesPerSecond)))/s", "\(Quantity.plural(status.toolCalls, "call"))",
      "\(Quantity.plural(status.live.openSessions, "session"))", "\(Quantity.plural(status.live.openFlows, "flow"))",
    ]
    if status.live.lagBytes > 1_000_000 { parts.append("behind by \(Quantity.bytes(status.live.lagBytes))") }
    if let dropped = status.live.droppedByKernel, dropped > 0 {
      parts.append("kernel dropped \(Quantity.count(dropped))")
    }
    if let dropped = status.live.droppedByWriter, dropped > 0 {
      parts.append("disk full: lost \(Quantity.count(dropped))")
    }
    if status.live.skippedFiles > 0 { parts.append("skipped \(Quantity.plural(status.live.skippedFiles, "file"))") }
    if status.isReplaying { parts.append("reading again") }
    return parts.joined(separator: "  ")
  }

  static func statistics(_ status: FollowingStatus) -> String {
    var text =
      "\(Quantity.plural(status.frames, "frame")), \(Quantity.bytes(status.bytes)), "
      + "\(Quantity.plural(status.toolCalls, "tool call")); now in \(name(status.file)) at \(Quantity.dateTime(status.time))"
    text += "; ring: \(Quantity.plural(status.live.ringFiles, "file")), \(Quantity.bytes(status.live.ringBytes))"
    text += "; not read yet: \(Quantity.bytes(status.live.lagBytes))"
    text +=
      "; open: \(Quantity.plural(status.live.openFlows, "flow")), \(Quantity.plural(status.live.openSessions, "session"))"
    text += "; skipped: \(Quantity.plural(status.live.skippedFiles, "file"))"
    if let dropped = status.live.droppedByKernel { text += "; dropped by the kernel: \(Quantity.count(dropped))" }
    return text
  }

  private static func name(_ file: String) -> String { TerminalText(UntrustedText(file)).text }
}
