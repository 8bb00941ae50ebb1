import ArgumentParser
import Foundation
import Presentation
import Scheduling

/// When reports are made, where they land, and who gets them: common to `schedule` and `live`.
struct ScheduleArguments: ParsableArguments {
  @Option(name: .customLong("report-every"), help: "Make a report so often: 24h, 7d (on Mondays), 6h.")
  var every: String?

  @Option(name: .customLong("report-at"), help: "At this local time.")
  var at = "06:00"

  @Option(name: .customLong("reports"), help: "Folder of the reports.", completion: .directory)
  var folder: String?

  @Option(help: "Reports kept in the folder.")
  var keep = 31

  @Option(name: .customLong("report-hook"), help: "Run this program on each report.", completion: .file())
  var hook: String?

  @Option(name: .customLong("report-mail-to"), parsing: .singleValue, help: "Mail each report to; repeatable.")
  var mailTo: [String] = []

  @Option(name: .customLong("report-mail-from"), help: "Sender of those mails.")
  var mailFrom = "egret@localhost"

  @Option(help: "The system's sendmail.", completion: .file())
  var sendmail = "/usr/sbin/sendmail"

  func plan() throws -> ReportSchedule {
    guard let time = ReportSchedule.timeOfDay(at) else {
      throw refused("--report-at", at, "a time of day such as 06:00")
    }
    let text = every ?? "24h"
    guard let interval = AmountArgument.duration(text)?.components.seconds,
      let schedule = ReportSchedule(everySeconds: Int(interval), atSeconds: time, timeZone: .current)
    else { throw refused("--report-every", text, "whole days (24h, 7d), or hours that divide a day (6h)") }
    return schedule
  }

  func mail() throws -> ReportMail? {
    guard !mailTo.isEmpty else { return nil }
    guard let mail = ReportMail(from: mailFrom, to: mailTo) else {
      throw refused(
        "--report-mail-to", (mailTo + [mailFrom]).joined(separator: " "), "plain addresses such as soc@example.org")
    }
    return mail
  }

  /// The same options for another process.
  var words: [String] {
    var words = ["--report-at", at, "--keep", "\(keep)", "--report-mail-from", mailFrom, "--sendmail", sendmail]
    if let every { words += ["--report-every", every] }
    if let folder { words += ["--reports", folder] }
    if let hook { words += ["--report-hook", hook] }
    return words + mailTo.flatMap { ["--report-mail-to", $0] }
  }

  private func refused(_ option: String, _ value: String, _ what: String) -> ExitCode {
    Terminal.complain("\(option) \(value): give \(what)")
    return ExitStatus.usage
  }
}
