import ArgumentParser
import AuditLogs
import CaptureFiles
import Glibc
import Presentation

/// Audit logs of the machine that the servers run on.
struct AuditLogOptions: ParsableArguments {
  @Option(
    name: .customLong("audit-log"), parsing: .singleValue,
    help: "Audit log of a machine in the captures (auditd; also rotated, gzip), or the folder of its logs; repeatable.",
    completion: .file())
  var paths: [String] = []

  /// The same options for another command.
  var words: [String] { paths.flatMap { ["--audit-log", $0] } }

  /// Reads them to their end; nil when none is given.
  func read(isQuiet: Bool) throws -> HostLogs? {
    guard !paths.isEmpty else { return nil }
    do throws(CaptureFileError) {
      let logs = try HostLogs(reading: paths)
      let counts = logs.counts
      if counts.events == 0 { Terminal.complain("no events of processes in \(paths.joined(separator: " "))") }
      if counts.malformedLines > 0, !isQuiet {
        Terminal.complain("\(Quantity.plural(counts.malformedLines, "line")) of the audit logs made no sense")
      }
      if counts.droppedEvents > 0 {
        Terminal.complain("\(counts.droppedEvents) audit events beyond the limit were left out")
      }
      if counts.brokenFiles > 0 { Terminal.complain("\(counts.brokenFiles) audit logs are cut off or broken") }
      return logs
    } catch {
      Terminal.complain("cannot read the audit log \(error.path): \(error.advice)")
      throw ExitStatus.unreadableInput
    }
  }

  /// Before they are followed: whether this user may read them.
  func check() throws {
    for path in paths where access(path, R_OK) != 0 {
      let advice =
        errno == EACCES
        ? "let the user that analysis runs as read it: log_group in auditd.conf"
        : "\(String(cString: strerror(errno))); check the path"
      Terminal.complain("cannot read the audit log \(path): \(advice)")
      throw ExitStatus.unreadableInput
    }
  }
}
