import CaptureFiles
import Presentation
import TrafficModel

/// What was read of a capture, in words.
enum CaptureWords {
  static func line(_ status: CaptureStatus) -> TerminalText {
    "\(name(status)): \(TerminalText(stringLiteral: amount(status)))\(TerminalText(stringLiteral: trouble(status)))"
  }

  /// Trouble to complain of; nil when the capture was read to its end.
  static func complaint(_ status: CaptureStatus) -> String? {
    let words = trouble(status)
    return words.isEmpty ? nil : name(status).text + words
  }

  /// Whether nothing of it could be read. A capture without frames is a capture.
  static func isUnread(_ status: CaptureStatus) -> Bool {
    guard status.frames == 0, !status.isUnusable else { return status.isUnusable }
    if case .truncated = status.condition { return true }
    return status.format == nil
  }

  /// Time that goes back is no loss; it is said because spans and durations suffer.
  private static func timing(_ status: CaptureStatus) -> String {
    status.backwardSteps == 0 ? "" : ", time goes back \(Quantity.plural(status.backwardSteps, "time"))"
  }

  private static func name(_ status: CaptureStatus) -> TerminalText {
    status.name == "-" ? "standard input" : TerminalText(UntrustedText(status.name))
  }

  private static func amount(_ status: CaptureStatus) -> String {
    guard !status.isUnusable else { return "not read" }
    return "\(Quantity.plural(status.frames, "frame")), \(Quantity.bytes(status.capturedBytes))\(timing(status))"
  }

  private static func trouble(_ status: CaptureStatus) -> String {
    switch status.condition {
    case .reading, .complete: ""
    case .empty: status.format == nil ? " (the file is empty)" : " (the capture holds no frames)"
    case .truncated where status.frames == 0: " (cut off before the end of its first frame)"
    case .truncated(let position):
      " (cut off: read to its last whole frame, which ends at byte \(position.offset))"
    case .damaged(let damage):
      " (damaged at byte \(damage.offset): \(reason(damage.reason)); frames before it were read)"
    case .notACapture: " (not a capture: neither pcap nor pcapng; give files written by tcpdump, dumpcap or the like)"
    case .unreadable(let error): " (\(error))"
    }
  }

  private static func reason(_ reason: CaptureDamage.Reason) -> String {
    switch reason {
    case .notACapture: "this is no capture"
    case .unsupportedVersion: "a version of the format that is not known"
    case .absurdLength: "a frame or block of absurd length"
    case .lengthMismatch: "the two lengths of a block differ"
    case .tooManyInterfaces: "more interfaces than can be real"
    case .corruptCompression: "the compressed data is broken"
    case .positionLost: "the file was replaced or shortened"
    }
  }
}
