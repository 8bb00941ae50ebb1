import SettingsFiles
import Foundation

import TrafficModel

/// The outcome of an audit as SARIF 2.1.0, for code scanning.
package enum AuditSARIF {
  package static func text(_ outcome: AuditOutcome, version: String) throws -> String {
    try AuditJSON.encode(Log(outcome, version))
  }

  private struct Message: Encodable { var text: String }

  private struct Log: Encodable {
    var schema = "https://json.schemastore.org/sarif-2.1.0.json"
    var version = "2.1.0"
    var runs: [Run]

    enum CodingKeys: String, CodingKey { case schema = "$schema", version, runs }

    init(_ outcome: AuditOutcome, _ version: String) { runs = [Run(outcome, version)] }
  }

  private struct Run: Encodable {
    var tool: Tool
    var columnKind = "unicodeCodePoints"
    var results: [Finding]
    var invocations: [Invocation]

    init(_ outcome: AuditOutcome, _ version: String) {
      tool = Tool(driver: Driver(version: version))
      results = outcome.findings.map(Finding.init)
      let notices = outcome.problems.map { Notice(message: Message(text: "\($0.path): \($0.error.message)")) }
      invocations = [Invocation(executionSuccessful: notices.isEmpty, toolExecutionNotifications: notices)]
    }
  }

  private struct Invocation: Encodable {
    var executionSuccessful: Bool
    var toolExecutionNotifications: [Notice]
  }

  private struct Notice: Encodable {
    var level = "error"
    var message: Message
  }

  private struct Tool: Encodable { var driver: Driver }

  private struct Driver: Encodable {
    var name = "egret"
    var version: String
    var rules = AuditCheck.all.map(Rule.init)
  }

  private struct Rule: Encodable {
    struct Level: Encodable { var level: String }
    struct Properties: Encodable { var tags: [String] }

    var id: String
    var shortDescription: Message
    var help: Message
    var defaultConfiguration: Level
    var properties: Properties

    init(_ check: AuditCheck) {
      id = check.id
      shortDescription = Message(text: check.title)
      help = Message(text: check.remedy)
      defaultConfiguration = Level(level: AuditSARIF.level(check.severity))
      properties = Properties(tags: check.references.map { "\($0.framework.rawValue):\($0.id)" })
    }
  }

  private struct Finding: Encodable {
    struct Suppression: Encodable {
      var kind = "inSource"
      var justification: String
    }
    struct Region: Encodable { var startLine, startColumn: Int }
    struct Artifact: Encodable { var uri: String }
    struct Physical: Encodable {
      var artifactLocation: Artifact
      var region: Region
    }
    struct Location: Encodable { var physicalLocation: Physical }
    struct Properties: Encodable { var severity: String }

    var ruleId: String
    var level: String
    var message: Message
    var locations: [Location]
    var suppressions: [Suppression]?
    var properties: Properties

    init(_ finding: AuditFinding) {
      ruleId = finding.check.id
      level = AuditSARIF.level(finding.severity)
      message = Message(text: "\(finding.message.rawTextForMatchingAndStorage). \(finding.check.remedy)")
      let path = finding.file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? ""
      locations = [
        Location(
          physicalLocation: Physical(
            artifactLocation: Artifact(uri: path),
            region: Region(startLine: finding.position.line, startColumn: finding.position.column)))
      ]
      suppressions = finding.suppression.map { [Suppression(justification: $0)] }
      properties = Properties(severity: finding.severity.name)
    }
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }
}
