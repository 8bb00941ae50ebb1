import SettingsFiles
import Foundation

import TrafficModel

/// The outcome of an audit as JSON: keys sorted, so that the same files give the same bytes.
package enum AuditJSON {
  package static func text(_ outcome: AuditOutcome) throws -> String {
    try encode(Page(outcome))
  }

  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  private struct Page: Encodable {
    var files_checked: Int
    var findings: [Row]
    var unreadable: [Trouble]

    init(_ outcome: AuditOutcome) {
      files_checked = outcome.filesChecked
      findings = outcome.findings.map(Row.init)
      unreadable = outcome.problems.map(Trouble.init)
    }
  }

  private struct Row: Encodable {
    var check, title, severity, file, message, remedy: String
    var line, column: Int
    var references: [String]
    var suppressed: String?

    init(_ finding: AuditFinding) {
      check = finding.check.id
      title = finding.check.title
      severity = finding.severity.name
      file = finding.file
      message = finding.message.rawTextForMatchingAndStorage
      remedy = finding.check.remedy
      (line, column) = (finding.position.line, finding.position.column)
      references = finding.check.references.map { "\($0.framework.rawValue):\($0.id)" }
      suppressed = finding.suppression
    }
  }

  private struct Trouble: Encodable {
    var file, message: String
    var line, column: Int?

    init(_ problem: AuditOutcome.Problem) {
      file = problem.path
      message = problem.error.message
      (line, column) = (problem.error.position?.line, problem.error.position?.column)
    }
  }
}
