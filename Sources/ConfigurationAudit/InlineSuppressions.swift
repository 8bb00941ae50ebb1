import TrafficModel

import SettingsFiles

/// What a file says about findings in it: `egret-ignore: CFG-10, CLI-01 behind the proxy's network` in a comment at the end
/// of a line or on the line above; `egret-ignore-file: …` for the whole file. A reason must stand there.
///
/// JSON without comments says it with a key on the line above: `"x-egret-ignore": "CFG-10 behind the proxy's network",`.
struct InlineSuppressions {
  private struct Note {
    var line: Int
    var checks: [String]
    var reason: String
    var isWholeFile: Bool
    /// It stands alone on its line, so it is about the next one.
    var isAbove: Bool
  }

  private var notes: [Note] = []

  init(_ file: SettingsFile) {
    for (index, line) in file.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      guard notes.count < 1_000, let note = Self.note(line, line: index + 1) else { continue }
      notes.append(note)
    }
  }

  func apply(_ findings: inout FindingList) {
    for note in notes where note.reason.utf8.count < 3 {
      findings.add(.baseless, at: TextPosition(line: note.line, column: 1), "egret-ignore without a reason")
    }
    let good = notes.filter { $0.reason.utf8.count >= 3 }
    findings.update { finding in
      let line = finding.position.line
      finding.suppression =
        good.first { note in
          note.checks.contains(finding.check.id)
            && (note.isWholeFile || note.line == line || (note.isAbove && note.line + 1 == line))
        }?.reason
    }
  }

  private static func note(_ line: Substring, line number: Int) -> Note? {
    guard let mark = line.firstRange(of: "egret-ignore") else { return nil }
    let before = line[..<mark.lowerBound]
    let isKey = before.hasSuffix("\"x-")
    guard isKey || before.contains("#") || before.contains("//") else { return nil }
    var rest = line[mark.upperBound...]
    let isWholeFile = rest.hasPrefix("-file")
    if isWholeFile { rest = rest.dropFirst(5) }
    rest = rest.drop { "\":, ".contains($0) }
    var checks: [String] = []
    while let check = check(rest) {
      checks.append(check)
      rest = rest.dropFirst(check.count).drop { ", :".contains($0) }
    }
    let reason = SecretJudgement.trimmed(String(isKey ? rest.prefix { $0 != "\"" } : rest))
    guard !checks.isEmpty else { return nil }
    let isAbove = before.allSatisfy { $0.isWhitespace || "#/\"x-".contains($0) }
    return Note(
      line: number, checks: checks, reason: String(reason.prefix(500)), isWholeFile: isWholeFile, isAbove: isAbove)
  }

  /// An id such as `CFG-10` at the beginning.
  private static func check(_ text: Substring) -> String? {
    let word = text.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
    return AuditCheck.all.contains { $0.id == word } ? String(word) : nil
  }
}
