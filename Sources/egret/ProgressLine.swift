import Glibc
import OfflineAnalysis
import Presentation

/// One line on the terminal that says how far the work has come; nothing where standard error is no terminal.
final class ProgressLine {
  private let isShown: Bool
  private let started = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant?

  init(isWanted: Bool) { isShown = isWanted && Terminal.isTerminal(STDERR_FILENO) }

  func show(_ progress: AnalysisProgress) {
    let now = ContinuousClock.now
    guard isShown, lastShown.map({ now - $0 > .milliseconds(200) }) ?? (now - started > .milliseconds(300)) else {
      return
    }
    lastShown = now
    Terminal.writeError("\r\u{1b}[K" + text(progress, now))
  }

  func clear() {
    guard isShown, lastShown != nil else { return }
    Terminal.writeError("\r\u{1b}[K")
  }

  private func text(_ progress: AnalysisProgress, _ now: ContinuousClock.Instant) -> String {
    let seconds = max(
      0.001, Double((now - started).components.seconds) + Double((now - started).components.attoseconds) / 1e18)
    let rate = Double(progress.bytesRead) / seconds
    var text = "\(Quantity.bytes(progress.bytesRead))"
    if let total = progress.bytesTotal, total > 0 {
      let left = rate > 0 ? Double(max(0, total - progress.bytesRead)) / rate : 0
      text += " of \(Quantity.bytes(total)) (\(min(100, progress.bytesRead * 100 / total)) %)"
      text += ", \(Quantity.bytes(Int64(rate)))/s, \(Quantity.duration(nanoseconds: Int64(min(left, 1e9) * 1e9))) left"
    } else {
      text += ", \(Quantity.bytes(Int64(rate)))/s"
    }
    return text + "  \(Quantity.plural(progress.frames, "frame")), \(Quantity.plural(progress.toolCalls, "tool call"))"
  }
}
