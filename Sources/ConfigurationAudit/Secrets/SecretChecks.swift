import SettingsFiles

import TrafficModel

/// Looks for secrets in every text of a file.
struct SecretChecks {
  /// The check that tells: container files have their own.
  var check = AuditCheck.plaintextSecret
  /// The most a secret here can be. In `.env` files secrets are meant to stand.
  var severity = Severity.critical

  func run(_ entries: [SettingsEntry], _ findings: inout FindingList) {
    for entry in entries {
      var previous = ""
      for scalar in entry.scalars where scalar.scalar?.kind == .text || scalar.scalar?.kind == .number {
        guard let text = scalar.text else { continue }
        // `--api-key`, `value` as two arguments.
        judge(text, key: previous.hasPrefix("-") ? previous : entry.key, at: scalar.position, &findings)
        previous = text
      }
    }
  }

  /// Judges one text: as a value of `key`, and as `key=value` or `Key: value` of its own.
  func judge(_ text: String, key: String, at position: TextPosition, _ findings: inout FindingList) {
    if let verdict = SecretJudgement.judge(text, key: key) { return tell(verdict, key, position, &findings) }
    guard let cut = text.firstIndex(where: { $0 == "=" || $0 == ":" }), !text.contains("://") else { return }
    let inner = text[..<cut].split(whereSeparator: { " \t\"'".contains($0) }).last.map(String.init) ?? ""
    guard inner.utf8.count <= 64 else { return }
    var value = SecretJudgement.trimmed(String(text[text.index(after: cut)...]))
    if inner.lowercased() == "authorization" {
      value = value.split(separator: " ").last.map(String.init) ?? ""
      if SecretJudgement.judge(value, key: "access_token") != nil { tell(.named, inner, position, &findings) }
    } else if let verdict = SecretJudgement.judge(value, key: inner), verdict != .random {
      tell(verdict, inner, position, &findings)
    }
  }

  private func tell(
    _ verdict: SecretJudgement.Verdict, _ key: String, _ position: TextPosition, _ findings: inout FindingList
  ) {
    let key = key.isEmpty ? "a value" : "'\(key.prefix(64))'"
    switch verdict {
    case .certain(let what): findings.add(check, at: position, "\(key) holds \(what)", severity: severity)
    case .named: findings.add(check, at: position, "\(key) holds a secret in plain text", severity: severity)
    case .weak:
      findings.add(
        check, at: position, "\(key) holds a password that everybody tries first", severity: min(severity, .high))
    case .random:
      findings.add(check, at: position, "\(key) holds random text that may be a secret", severity: min(severity, .low))
    }
  }
}
