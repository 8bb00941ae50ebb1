/// Makes the reports that are due and hands them on. Time, making and delivery are given, so that a month passes in a test.
package struct ReportRound {
  package enum Remark: Hashable, Sendable {
    case made(ReportPeriod)
    /// So many that were due are older than what a run catches up.
    case skipped(Int)
    case failed(ReportPeriod, String)
    case housekeeping(String)
  }

  private let schedule: ReportSchedule
  private let folder: ReportFolder
  /// Writes the report of a period to a path; what went wrong in words, or nil.
  private let make: (ReportPeriod, String) -> String?
  private let deliver: (String) -> Void

  package init(
    _ schedule: ReportSchedule, into folder: ReportFolder, make: @escaping (ReportPeriod, String) -> String?,
    deliver: @escaping (String) -> Void
  ) {
    self.schedule = schedule
    self.folder = folder
    self.make = make
    self.deliver = deliver
  }

  /// Stops at the first report that cannot be made: its turn comes again, and those after it keep their order.
  package func run(now: Int64) -> [Remark] {
    let (periods, skipped) = schedule.due(now: now, done: folder.done())
    var remarks: [Remark] = skipped > 0 ? [.skipped(skipped)] : []
    for period in periods {
      if let words = make(period, folder.draft(of: period)) {
        folder.discard(period)
        remarks.append(.failed(period, words))
        break
      }
      do throws(ReportFolder.Failure) {
        try folder.take(period)
      } catch {
        remarks.append(.failed(period, "\(error)"))
        break
      }
      remarks.append(.made(period))
      deliver(folder.path(of: period))
    }
    guard !periods.isEmpty else { return remarks }
    do throws(ReportFolder.Failure) { try folder.refresh(now: now) } catch { remarks.append(.housekeeping("\(error)")) }
    return remarks
  }
}
