import TrafficModel

/// A table that says when it is cut, and where the rest is.
struct HTMLTable {
  struct Column {
    var title: HTMLText
    var isNumber = false

    static func text(_ title: HTMLText) -> Column { Column(title: title) }
    static func number(_ title: HTMLText) -> Column { Column(title: title, isNumber: true) }
  }

  var caption: HTMLText
  var columns: [Column]
  var rows: [[HTMLText]] = []
  /// Rows there are in all.
  var total: Int
  /// Where all of them are.
  var source: HTMLText

  var html: HTMLText {
    guard !rows.isEmpty else { return "<p class=\"dim\">none</p>" }
    let head = HTMLText(
      joining: columns.map {
        "<th scope=\"col\"\($0.isNumber ? " class=\"n\"" : "" as HTMLText)>\($0.title)</th>" as HTMLText
      })
    let body = HTMLText(
      joining: rows.map { row in
        let cells = zip(columns, row).map { column, cell -> HTMLText in
          "<td\(column.isNumber ? " class=\"n\"" : "" as HTMLText)>\(cell)</td>"
        }
        return "<tr>\(HTMLText(joining: cells))</tr>"
      })
    let rest: HTMLText =
      total > rows.count ? "<p class=\"cut\">\(total - rows.count) more of \(total): \(source)</p>" : ""
    return
      "<table><caption class=\"dim\">\(caption)</caption><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table>\(rest)"
  }
}
