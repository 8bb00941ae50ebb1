package import TrafficModel

extension DigestPage {
  /// Findings that are explained below their table.
  private var explainedFindings: Int { 5 }

  /// A section of its own, empty when nothing was found.
  package var findings: [String] {
    let (shown, more) = findingRows
    guard !shown.isEmpty || more > 0 else { return [] }
    var lines = section("Findings", table(findingTable(shown), more: more))
    for finding in shown.prefix(explainedFindings) where finding.severity >= .medium {
      lines += ["", style.warning("\(finding.severity.name) \(finding.detector.rawValue)") + "  " + place(of: finding)]
      lines += TerminalText(finding.explanation).wrapped(to: width)
    }
    return lines
  }

  /// The worst first; those that are suppressed last. `more` counts what is beyond the limit.
  private var findingRows: (shown: [Finding], more: Int) {
    let ordered = digest.findings.values.sorted { a, b in
      let (hiddenA, hiddenB) = (a.suppression != nil, b.suppression != nil)
      if hiddenA != hiddenB { return hiddenB }
      if a.severity != b.severity { return a.severity > b.severity }
      return a.extent.start == b.extent.start ? a.id < b.id : a.extent.start < b.extent.start
    }
    return (Array(ordered.prefix(rowLimit)), max(0, ordered.count - rowLimit) + digest.forgottenFindings)
  }

  private func findingTable(_ findings: [Finding]) -> ColumnTable {
    var table = ColumnTable([
      .init("SEVERITY"), .init("DETECTOR", minimum: 6), .init("FIRST"), .init("TIMES", alignsRight: true),
      .init("WHAT", minimum: 20),
    ])
    for finding in findings {
      let severity = finding.suppression == nil ? finding.severity.name : "(\(finding.severity.name))"
      table.append([
        TerminalText(stringLiteral: severity), TerminalText(UntrustedText(finding.detector.rawValue)),
        TerminalText(stringLiteral: Quantity.clock(finding.extent.start)),
        TerminalText(stringLiteral: Quantity.count(finding.occurrences)), TerminalText(finding.title),
      ])
    }
    return table
  }

  private func place(of finding: Finding) -> String {
    let first = finding.evidence.items.first
    let frames = first.map { "frames \($0.firstFrame.number)–\($0.lastFrame.number)" } ?? ""
    return "confidence \(Int((finding.confidence * 100).rounded())) %, \(frames)"
  }
}

extension TerminalText {
  /// Our words as they are, a peer's made safe.
  package init(_ text: FindingText) {
    var shown = ""
    for part in text.parts {
      switch part {
      case .own(let words): shown += words
      case .peer(let words): shown += TerminalText(words).text
      }
    }
    self.init(stringLiteral: shown)
  }

  /// Broken at blanks into lines of at most `width` columns; longer words are cut.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let word = String(word)
      if !line.isEmpty, TerminalText(stringLiteral: line + " " + word).width > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? word : " " + word
      if TerminalText(stringLiteral: line).width > width {
        line = TerminalText(stringLiteral: line).fitted(to: width, alignsRight: false)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
