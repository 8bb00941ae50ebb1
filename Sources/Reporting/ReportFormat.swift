/// The forms a report can take.
package enum ReportFormat: String, CaseIterable, Sendable {
  case html, md, json, sarif, stix

  /// The whole document.
  /// - Parameter version: of the program, for formats that name it.
  package func render(_ report: Report, version: String) -> String {
    switch self {
    case .html: HTMLReport(report).text
    case .md: MarkdownReport.text(report)
    case .json: JSONReport.text(report)
    case .sarif: SARIFReport.text(report, version: version)
    case .stix: STIXReport.text(report)
    }
  }
}
