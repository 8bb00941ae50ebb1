import EvidenceStore
import Presentation
import TrafficModel

/// Findings by severity over time; changes of files on hosts on a line of their own.
enum FindingsPicture {
  static func html(_ report: Report) -> HTMLText {
    let lanes = Severity.worstFirst
    let hasFiles = report.findings.contains(where: isFileChange)
    let bottom = 18.0 + 22 * Double(lanes.count + (hasFiles ? 1 : 0))
    let axis = TimeAxis(range: report.range, left: 90, right: 950)
    var picture = Picture(
      "timeline", title: "Findings over time",
      description: """
        \(HTMLText(joining: lanes.map { "\(own: $0.name): \(report.count(of: $0))" as HTMLText }, separator: ", ")). Each mark \
        reaches from the first to the last time it was seen.
        """, height: bottom + 24)
    axis.draw(&picture, from: 8, to: bottom)
    for (index, severity) in lanes.enumerated() {
      picture.text(84, 24 + 22 * Double(index), "\(own: severity.name)", "tick end")
    }
    if hasFiles { picture.text(84, 24 + 22 * Double(lanes.count), "files", "tick end") }
    for finding in report.findings {
      let lane = isFileChange(finding) ? lanes.count : lanes.firstIndex(of: finding.severity) ?? 0
      let y = 20 + 22 * Double(lane)
      let (start, end) = (axis.x(finding.first), axis.x(finding.last))
      let style: HTMLText = finding.suppression == nil ? "sev-\(own: finding.severity.name)" : "quiet"
      if end - start > 4 { picture.box(start, y - 1.5, end - start, 3, style) }
      picture.dot(
        start, y, 5, style,
        hint: "\(own: Quantity.dateTime(finding.first)) \(own: finding.detector): \(plain: finding.title)")
    }
    return picture.html
  }

  private static func isFileChange(_ finding: FindingRow) -> Bool {
    finding.detector == "HST-04" || finding.detector == "HST-05"
  }
}
