import EvidenceStore
import TrafficModel

/// Findings as SARIF 2.1.0 (OASIS), for tools that collect them: a rule for each detector, a result for each finding.
package enum SARIFReport {
  /// Results that common readers take in one run.
  private static let resultLimit = 5_000

  /// - Parameter version: of the program.
  package static func text(_ report: Report, version: String) -> String {
    let shown = report.findings.prefix(resultLimit)
    let detectors = Array(Set(shown.map(\.detector))).sorted()
    let driver = JSONValue.object([
      ("name", .text("egret")), ("version", .text(version)), ("rules", .list(detectors.map { rule($0, shown) })),
    ])
    let left = Int(clamping: report.openCount + report.suppressedCount) - shown.count
    var run: [(String, JSONValue)] = [
      ("tool", .object([("driver", driver)])), ("columnKind", .text("unicodeCodePoints")),
      ("results", .list(shown.map { result($0, detectors, report.packets) })),
    ]
    if left > 0 { run.append(("properties", .object([("findingsLeftOut", .integer(left))]))) }
    return JSONValue.object([
      ("$schema", .text("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .text("2.1.0")),
      ("runs", .list([.object(run)])),
    ]).document
  }

  private static func rule(_ detector: String, _ findings: ArraySlice<FindingRow>) -> JSONValue {
    let example = findings.first { $0.detector == detector }
    let help = (example?.falseAlarms ?? []).map { "Harmless if: \($0.rawTextForMatchingAndStorage)" }
    return .object([
      ("id", .text(detector)),
      ("shortDescription", message("Findings of \(detector)")),
      ("help", message(help.isEmpty ? "See the report of the same time." : help.joined(separator: "\n"))),
      (
        "properties",
        .object([("tags", .list((example?.references ?? []).map { .text($0.id) }))])
      ),
    ])
  }

  private static func result(_ finding: FindingRow, _ detectors: [String], _ packets: PacketSource) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("ruleId", .text(finding.detector)), ("ruleIndex", .integer(detectors.firstIndex(of: finding.detector) ?? 0)),
      ("level", .text(level(finding.severity))),
      (
        "message",
        message(
          finding.title.rawTextForMatchingAndStorage + "\n" + finding.explanation.rawTextForMatchingAndStorage)
      ),
      ("locations", .list(finding.evidence.prefix(10).map(location))),
      ("partialFingerprints", .object([("egretFinding/v1", .text(finding.uid))])),
      ("occurrenceCount", .integer(max(1, finding.occurrences))), ("rank", .number(finding.confidence * 100)),
      (
        "properties",
        .object([
          ("severity", .text(finding.severity.name)), ("confidence", .number(finding.confidence)),
          ("first", .text(TimeText.text(finding.first))), ("last", .text(TimeText.text(finding.last))),
          ("extract", .text(packets.command(finding))),
        ])
      ),
    ]
    if let suppression = finding.suppression {
      let words = "\(suppression.reason) (\(suppression.author), until \(suppression.expires))"
      members.append(
        ("suppressions", .list([.object([("kind", .text("external")), ("justification", .text(words))])])))
    }
    return .object(members)
  }

  private static func location(_ place: FindingRow.Place) -> JSONValue {
    let words = "frames \(place.firstFrame) to \(place.lastFrame)"
    return .object([
      (
        "physicalLocation",
        .object([("artifactLocation", .object([("uri", .text(uri(place.capture)))]))])
      ), ("message", message(words)),
    ])
  }

  /// A relative reference (RFC 3986): everything but unreserved characters and slashes is percent-encoded.
  private static func uri(_ name: UntrustedText) -> String {
    var text = ""
    for byte in name.rawTextForMatchingAndStorage.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text.isEmpty ? "capture" : text
  }

  private static func message(_ text: String) -> JSONValue { .object([("text", .text(text.isEmpty ? "-" : text))]) }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }
}
