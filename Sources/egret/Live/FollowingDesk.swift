import CaptureFiles
import OfflineAnalysis
import TrafficModel

/// Stands between an analysis that follows a ring and the people and signals around this process.
final class FollowingDesk: FollowingObserver {
  private let folder: String
  private let page: LivePage
  private let isQuiet: Bool
  private let signals = ProcessSignals.shared
  private var last: (status: FollowingStatus, instant: ContinuousClock.Instant)?
  /// Asked before each look; true ends the analysis.
  var shallStop: () -> Bool = { false }

  init(folder: String, page: LivePage, isQuiet: Bool) {
    self.folder = folder
    self.page = page
    self.isQuiet = isQuiet
  }

  var descriptor: Int32 { signals.descriptor }

  func takeRequests() -> FollowingRequests {
    var requests = signals.takeRequests()
    if requests.contains(.statistics) {
      if let last { page.note(FollowingWords.statistics(last.status)) }
    }
    if shallStop() { requests.insert(.stop) }
    return requests
  }

  func note(_ remark: FollowingRemark) {
    if case .resumed = remark, isQuiet { return }
    page.note(FollowingWords.text(remark))
  }

  func show(_ status: FollowingStatus) {
    let now = ContinuousClock.now
    defer { last = (status, now) }
    guard let last else { return }
    let passed = last.instant.duration(to: now)
    let seconds = max(0.001, Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18)
    page.status(
      FollowingWords.line(
        status, framesPerSecond: Double(status.frames &- last.status.frames) / seconds,
        bytesPerSecond: Double(status.bytes &- last.status.bytes) / seconds))
  }

  func complete(_ statistics: inout LiveStatistics) {
    guard let counters = CaptureCounters(folder: folder) else { return }
    statistics.droppedByKernel = counters.droppedByKernel
    statistics.droppedByInterface = counters.droppedByInterface
    statistics.droppedByWriter = counters.droppedByWriter
  }
}
