import Foundation
import Scheduling

/// A machine whose clock, disk and power the test turns. Reports are text files of what they would be about.
final class SimulatedMachine {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("egret-reports-\(UUID().uuidString)")
  let zone: TimeZone
  private let schedule: ReportSchedule
  private let keep: Int
  var isDiskFull = false
  /// As the machine believes it to be.
  var now: Int64
  private(set) var delivered: [ReportPeriod] = []
  private(set) var remarks: [ReportRound.Remark] = []

  init(every: Int = 86_400, at: String = "06:00", zone: String, from: String, keep: Int = 1_000) throws {
    self.zone = try TimeZone(identifier: zone).orThrow()
    schedule = try ReportSchedule(
      everySeconds: every, atSeconds: ReportSchedule.timeOfDay(at).orThrow(), timeZone: self.zone
    ).orThrow()
    self.keep = keep
    now = try ISO8601DateFormatter().date(from: from).map { Int64($0.timeIntervalSince1970) }.orThrow()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func run() throws {
    let reports = try ReportFolder(creating: folder.path, keep: keep)
    let round = ReportRound(
      schedule, into: reports,
      make: { period, path in
        // Half of it fits.
        try? Data("report \(self.isDiskFull ? "" : "until \(period.to)")".utf8).write(to: URL(fileURLWithPath: path))
        return self.isDiskFull ? "No space left on device" : nil
      },
      deliver: { path in
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        if let period = ReportPeriod(name: name) { self.delivered.append(period) }
      })
    remarks += round.run(now: now)
  }

  /// Twice a minute would do the same; every five minutes is quicker.
  func live(for seconds: Int64) throws {
    let end = now + seconds
    while now < end {
      try run()
      now += 300
    }
  }

  var reports: [ReportPeriod] { (try? ReportFolder(creating: folder.path, keep: keep))?.done() ?? [] }

  /// Hours of the ends of all reports, local time.
  var hours: Set<Int> {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return Set(reports.map { calendar.component(.hour, from: Date(timeIntervalSince1970: Double($0.to))) })
  }

  /// Where one report ends the next begins.
  var isWithoutGap: Bool { zip(reports, reports.dropFirst()).allSatisfy { $0.to == $1.from } }
}

struct NothingThere: Error {}

extension Optional {
  func orThrow() throws -> Wrapped {
    guard let self else { throw NothingThere() }
    return self
  }
}
