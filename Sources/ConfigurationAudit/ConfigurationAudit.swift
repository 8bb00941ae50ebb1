package import SettingsFiles

import TrafficModel

/// Checks settings and container files, one at a time or in folders.
package struct ConfigurationAudit {
  private let limits: SettingsLimits

  package init(limits: SettingsLimits = SettingsLimits()) { self.limits = limits }

  /// Checks `paths`; folders are searched. Files named are read whatever their name.
  package func run(_ paths: [String]) -> AuditOutcome {
    var outcome = AuditOutcome()
    for found in FolderSearch(paths).files {
      switch found {
      case .problem(let problem): outcome.problems.append(problem)
      case .file(let path):
        do {
          check(try SettingsFile(reading: path, limits: limits), &outcome)
        } catch {
          outcome.problems.append(AuditOutcome.Problem(path: path, error: error))
        }
      }
    }
    return outcome
  }

  /// Checks one file that was read already.
  package func run(_ file: SettingsFile) -> AuditOutcome {
    var outcome = AuditOutcome()
    check(file, &outcome)
    return outcome
  }

  private func check(_ file: SettingsFile, _ outcome: inout AuditOutcome) {
    var findings = FindingList()
    do {
      switch try AuditedFile.recognize(file) {
      case .other:
        outcome.filesPassedOver += 1
        return
      case .server(let root): ServerChecks(root).run(&findings)
      case .client(let root): ClientChecks(root).run(&findings)
      case .compose(let root): ComposeChecks(root).run(&findings)
      case .kubernetes(let documents): for document in documents { KubernetesChecks(document).run(&findings) }
      case .environment(let root): EnvironmentChecks(root).run(&findings)
      case .dockerfile: DockerfileChecks(file.text).run(&findings)
      }
    } catch {
      outcome.problems.append(AuditOutcome.Problem(path: file.path, error: error))
      return
    }
    outcome.filesChecked += 1
    FileModeChecks.run(file, &findings)
    InlineSuppressions(file).apply(&findings)
    findings.update { $0.file = file.path }
    outcome.findings += findings.findings.sorted {
      ($0.position, $0.check.id, $0.message) < ($1.position, $1.check.id, $1.message)
    }
  }
}
