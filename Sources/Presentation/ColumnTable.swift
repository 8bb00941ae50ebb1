/// Rows under headings, fitted to the width of a terminal: columns that may shrink do so, longest first.
package struct ColumnTable: Sendable {
  package struct Column: Sendable {
    package var heading: TerminalText
    package var alignsRight: Bool
    /// The least width it may be cut to; nil when it may not be cut.
    package var minimum: Int?

    package init(_ heading: TerminalText, alignsRight: Bool = false, minimum: Int? = nil) {
      self.heading = heading
      self.alignsRight = alignsRight
      self.minimum = minimum
    }
  }

  private static let gap = "  "

  package let columns: [Column]
  package private(set) var rows: [[TerminalText]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Missing cells are empty, those beyond the last column are left out.
  package mutating func append(_ row: [TerminalText]) {
    rows.append(columns.indices.map { $0 < row.count ? row[$0] : "" })
  }

  /// The lines of the table, headings first, none wider than `width` where the columns allow it.
  package func lines(width: Int) -> [String] {
    let widths = fittedWidths(width)
    return ([columns.map(\.heading)] + rows).map { row in
      let cells = columns.indices.map { row[$0].fitted(to: widths[$0], alignsRight: columns[$0].alignsRight) }
      var line = cells.joined(separator: Self.gap)
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func fittedWidths(_ width: Int) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(columns[index].heading.width) { max($0, $1[index].width) }
    }
    var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
    while excess > 0 {
      let shrinkable = columns.indices.filter { widths[$0] > columns[$0].minimum ?? widths[$0] }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
