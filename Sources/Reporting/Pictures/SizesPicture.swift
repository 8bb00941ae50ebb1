import EvidenceStore
import Presentation
import TrafficModel

/// How large the results of each tool were: one row a tool, darker where more of them lie, a ring around what is far out.
enum SizesPicture {
  static func html(_ report: Report) -> HTMLText {
    let rows = report.sizes
    guard !rows.isEmpty else { return "" }
    let highest = max(4, rows.flatMap(\.classes.keys).max() ?? 0) + 1
    let bottom = 14 + 24 * Double(rows.count)
    var picture = Picture(
      "sizes", title: "Sizes of results per tool",
      description: """
        \(HTMLText(joining: rows.prefix(8).map(words), separator: "; ")). The scale is logarithmic; rings mark results of more \
        than 64 KiB and twice what 99 of 100 results of the tool have.
        """, height: bottom + 24)
    func x(_ sizeClass: Int) -> Double { 260 + 680 * Double(sizeClass) / Double(highest) }
    for power in stride(from: 0, through: highest / Int(ToolSizeRow.classesPerDoubling), by: highest > 60 ? 5 : 2) {
      let place = x(power * Int(ToolSizeRow.classesPerDoubling))
      picture.line(place, 8, place, bottom, "grid")
      picture.text(place, bottom + 14, "\(own: binary(power))", "tick middle")
    }
    for (index, row) in rows.enumerated() {
      let y = 10 + 24 * Double(index)
      picture.text(252, y + 13, "\(plain: row.tool, limit: 34)", "tick end")
      let most = Double(max(1, row.classes.values.max() ?? 1))
      let limit = max(ToolSizeRow.sizeClass(64 << 10), row.quantile(0.99) + Int(ToolSizeRow.classesPerDoubling))
      for (sizeClass, count) in row.classes.sorted(by: { $0.key < $1.key }) {
        let tall = 5 + 11 * Double(count) / most
        let hint: HTMLText = "\(plain: row.tool): \(count) results of about \(own: Quantity.bytes(bytes(sizeClass)))"
        picture.box(x(sizeClass), y + 17 - tall, 680 / Double(highest) - 0.5, tall, "bar", hint: hint)
        if sizeClass > limit, row.calls >= 30 { picture.dot(x(sizeClass) + 3, y + 9, 8, "ring", hint: hint) }
      }
    }
    return picture.html
  }

  private static func words(_ row: ToolSizeRow) -> HTMLText {
    "\(plain: row.tool, limit: 40): half below \(own: Quantity.bytes(bytes(row.quantile(0.5)))), largest \(own: Quantity.bytes(row.largest))"
  }

  private static func bytes(_ sizeClass: Int) -> Int64 {
    let doublings = min(62, sizeClass / Int(ToolSizeRow.classesPerDoubling))
    let rest = Double(sizeClass) / ToolSizeRow.classesPerDoubling - Double(doublings)
    return Int64(Double(1 << doublings) * (1 + max(0, min(1, rest))))
  }

  private static func binary(_ power: Int) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    let unit = min(units.count - 1, power / 10)
    return "\(1 << min(30, power - unit * 10)) \(units[unit])"
  }
}
