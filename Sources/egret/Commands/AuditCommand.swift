import ArgumentParser
import ConfigurationAudit
import Presentation
import SettingsFiles
import TrafficModel

/// `egret audit`: settings and container files, checked before they run.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Check settings of MCP servers and clients, and container files.",
    discussion: """
      Reads YAML, JSON, TOML, .env, Dockerfiles, compose files and Kubernetes manifests, and recognizes them by what they
      say. Folders are searched. Ends with 1 when something at or above --fail-on was found, with 3 when something could
      not be read. A comment 'egret-ignore: CFG-10 reason' at a line, or on the line above, silences a check there.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, sarif }

  @Argument(help: "Files and folders.", completion: .file())
  var paths: [String]

  @Option(help: "What to print: text, json or sarif.")
  var format = Format.text

  @Option(name: .customLong("fail-on"), help: "End with 1 from this severity on: info, low, medium, high or critical.")
  var failOn = Severity.high

  @Option(name: .customLong("min-severity"), help: "Print nothing below this severity (text only).")
  var least = Severity.info

  /// What could not be read, one line each; of more, the last.
  private static let toldProblems = 40

  func run() throws {
    let outcome = ConfigurationAudit().run(paths)
    switch format {
    case .json: print(try AuditJSON.text(outcome), terminator: "")
    case .sarif: print(try AuditSARIF.text(outcome, version: Egret.configuration.version), terminator: "")
    case .text: page(outcome)
    }
    // Places that were given come last and say most: a folder that holds too much.
    let told =
      outcome.problems.count <= Self.toldProblems
      ? outcome.problems[...] : outcome.problems.prefix(Self.toldProblems - 1)
    for problem in told + outcome.problems.dropFirst(told.count).suffix(1) {
      let place = problem.error.position.map { ":\($0)" } ?? ""
      Terminal.complain(
        "\(TerminalText(UntrustedText(problem.path)).text)\(place): \(TerminalText(UntrustedText(problem.error.message)).text)"
      )
    }
    if outcome.problems.count > Self.toldProblems {
      let untold = outcome.problems.count - Self.toldProblems
      Terminal.complain("and \(untold) more files that could not be read: --format json lists them")
    }
    let open = outcome.findings.filter { $0.suppression == nil }
    if open.contains(where: { $0.severity >= failOn }) { throw ExitStatus.findings }
    if !outcome.problems.isEmpty { throw ExitStatus.unreadableInput }
    if outcome.filesChecked == 0 {
      Terminal.complain("nothing to check there: no settings of MCP servers or clients, no container files")
    }
  }

  private func page(_ outcome: AuditOutcome) {
    let open = outcome.findings.filter { $0.suppression == nil && $0.severity >= least }
    for finding in open.sorted(by: { $0.severity > $1.severity }) {
      let file = TerminalText(UntrustedText(finding.file)).text
      print("\(file):\(finding.position): \(finding.severity.name) \(finding.check.id) \(finding.check.title)")
      print("    \(TerminalText(finding.message, limit: 400).text)")
      print("    \(finding.check.remedy)")
    }
    let silenced = outcome.findings.count { $0.suppression != nil }
    for finding in outcome.findings where finding.suppression != nil {
      let reason = TerminalText(UntrustedText(finding.suppression ?? "")).text
      print(
        "\(TerminalText(UntrustedText(finding.file)).text):\(finding.position): silenced \(finding.check.id): \(reason)"
      )
    }
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = open.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.name)"
    }
    print(
      "\(Quantity.plural(outcome.filesChecked, "file")) checked: "
        + (counts.isEmpty ? "nothing found" : counts.joined(separator: ", "))
        + (silenced > 0 ? ", \(silenced) silenced" : ""))
  }
}
