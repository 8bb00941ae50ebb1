import ArgumentParser
import Foundation
import LiveCapture
import Presentation
import Scheduling

/// `egret schedule`: the reports that are due, into a folder.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Make the reports that are due, into a folder, and hand them on.",
    discussion: """
      For timers: run it as often as you like, each report is made once. What was missed is caught up, because the folder
      tells what there is. With --watch it stays and looks twice a minute. A page lists the reports (index.html), and
      latest.html leads to the newest. When the disk is full that is said, the reports of before stay, and the next run makes
      what is missing.
      """)

  @Option(help: "The store to report on.", completion: .file())
  var store: String

  @OptionGroup var schedule: ScheduleArguments

  @Option(help: "Configuration for the reports.", completion: .file())
  var config: String?

  @Flag(help: "Stay, and make each report when it is due.")
  var watch = false

  @Flag(name: .customLong("with-parent"), help: .hidden)
  var endsWithParent = false

  @Option(name: .customLong("as-user"), help: .hidden)
  var user: String?

  func run() throws {
    if endsWithParent { try giveUpPrivileges() }
    let plan = try schedule.plan()
    let mail = try schedule.mail()
    // Reports can wait; capture and analysis cannot.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    let folder = try openFolder()
    let round = ReportRound(plan, into: folder, make: make) { deliver($0, mail) }
    // An analysis that begins together with this makes its store in a moment.
    while watch, access(store, F_OK) != 0 { sleep(1) }
    var isWell = round.tell(now: Self.now)
    while watch {
      sleep(isWell ? 30 : 600)
      isWell = round.tell(now: Self.now)
    }
    if !isWell { throw ExitStatus.captureOrPermission }
  }

  private static var now: Int64 { Int64(Date().timeIntervalSince1970) }

  private func openFolder() throws -> ReportFolder {
    do throws(ReportFolder.Failure) {
      return try ReportFolder(creating: schedule.folder ?? "reports", keep: schedule.keep)
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
  }

  /// A process of its own for each report: what it takes of memory it gives back, and when it dies only it does.
  private func make(_ period: ReportPeriod, _ path: String) -> String? {
    var words = ["report", "--quiet", "--store", store, "--format", "html", "-o", path]
    words += ["--from", ReportPeriod.rfc3339(period.from), "--to", ReportPeriod.rfc3339(period.to)]
    if let config { words += ["--config", config] }
    unlink(path)
    return ChildProgram("/proc/self/exe", words, patience: .seconds(3_600)).run().map { "egret report: \($0)" }
  }

  private func deliver(_ path: String, _ mail: ReportMail?) {
    if let hook = schedule.hook, let words = ChildProgram(hook, [path], patience: .seconds(300)).run() {
      Terminal.complain("--report-hook \(hook): \(words); the report is in \(path)")
    }
    guard let mail, let page = FileManager.default.contents(atPath: path),
      let period = ReportPeriod(name: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
    else { return }
    let message = Array(mail.message(period, page: Array(page)).utf8)
    let arguments = ["-i", "-f", mail.from, "--"] + mail.to
    if let words = ChildProgram(schedule.sendmail, arguments, input: message, patience: .seconds(300)).run() {
      Terminal.complain("\(schedule.sendmail): \(words); the report is in \(path)")
    }
  }

  private func giveUpPrivileges() throws {
    do throws(CaptureFailure) {
      try Privileges.drop(to: try user.map { name throws(CaptureFailure) in try Privileges.User(named: name) })
    } catch {
      Terminal.complain("\(error)")
      throw ExitStatus.captureOrPermission
    }
    Privileges.endWithParent()
  }
}

extension ReportRound {
  /// Runs, and says what came of it. False when a report is missing.
  fileprivate func tell(now: Int64) -> Bool {
    var isWell = true
    for remark in run(now: now) {
      switch remark {
      case .made(let period):
        Terminal.note("report until \(ReportPeriod.rfc3339(period.to)) made")
      case .skipped(let count):
        Terminal.complain("\(Quantity.plural(count, "report")) missed too long ago are left out")
      case .failed(let period, let words):
        isWell = false
        Terminal.complain("no report until \(ReportPeriod.rfc3339(period.to)): \(words)")
      case .housekeeping(let words):
        isWell = false
        Terminal.complain("reports are made, but not listed: \(words)")
      }
    }
    return isWell
  }
}
