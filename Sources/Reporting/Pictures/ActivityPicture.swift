import EvidenceStore
import Presentation
import TrafficModel

/// Calls and bytes of results over time, one above the other.
enum ActivityPicture {
  static func html(_ report: Report) -> HTMLText {
    let rows = report.activity
    let axis = TimeAxis(range: report.range, left: 70, right: 950)
    let calls = rows.reduce(0) { $0 + $1.calls }
    let errors = rows.reduce(0) { $0 + $1.errors }
    let bytes = rows.reduce(0) { $0 &+ $1.resultBytes }
    let most = max(1, rows.map(\.calls).max() ?? 0)
    let largest = max(1, rows.map(\.resultBytes).max() ?? 0)
    var picture = Picture(
      "activity", title: "Tool calls and bytes of results over time",
      description: """
        \(own: Quantity.plural(calls, "call")), \(errors) failed, \(own: Quantity.bytes(bytes)) of results. At most \
        \(most) calls and \(own: Quantity.bytes(largest)) in \(own: Quantity.duration(nanoseconds: report.stretch)).
        """, height: 230)
    axis.draw(&picture, from: 10, to: 205)
    picture.text(64, 20, "\(own: Quantity.count(most))", "tick end")
    picture.text(64, 110, "0", "tick end")
    picture.text(64, 125, "\(own: Quantity.bytes(largest))", "tick end")
    picture.text(64, 205, "0", "tick end")
    picture.text(8, 65, "calls", "label")
    picture.text(8, 165, "bytes", "label")
    picture.line(70, 110, 950, 110)
    let width = max(1, 880 * Double(report.stretch) / Double(report.range.nanoseconds) - 1)
    for row in rows {
      let start = report.range.start.advanced(byNanoseconds: row.bucket &* report.stretch)
      let x = axis.x(start)
      let tall = 95 * Double(row.calls) / Double(most)
      let failed = 95 * Double(row.errors) / Double(most)
      let hint: HTMLText = """
        \(own: Quantity.dateTime(start)): \(own: Quantity.plural(row.calls, "call")), \(row.errors) failed, \
        \(own: Quantity.bytes(row.resultBytes))
        """
      picture.box(x, 110 - tall, width, tall - failed, "bar", hint: hint)
      if row.errors > 0 { picture.box(x, 110 - failed, width, failed, "bad", hint: hint) }
      let size = 85 * Double(row.resultBytes) / Double(largest)
      picture.box(x, 205 - size, width, size, "soft", hint: hint)
    }
    return picture.html
  }
}
