import TrafficModel

import SettingsFiles

/// Who can read and change the file itself.
enum FileModeChecks {
  private static let secrets: [AuditCheck] = [.plaintextSecret, .imageSecret]

  static func run(_ file: SettingsFile, _ findings: inout FindingList) {
    if file.mode & 0o022 != 0 {
      findings.add(.writableByOthers, at: .start, "its mode is \(String(file.mode & 0o777, radix: 8))")
    }
    if file.mode & 0o044 != 0, secrets.contains(where: { findings.contains($0) }) {
      findings.add(
        .readableByOthers, at: .start, "it holds secrets and its mode is \(String(file.mode & 0o777, radix: 8))")
    }
  }
}
