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

  private static let gap = 2
  /// What columns that may be cut are left in the narrowest of terminals.
  private static let least = 4

  package let columns: [Column]
  package private(set) var rows: [[TerminalText]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Missing cells are empty, those beyond the last column are left out.
  package mutating func append(_ row: [TerminalText]) {
    rows.append(columns.indices.map { $0 < row.count ? row[$0] : "" })
  }

  /// The lines of the table, headings first, none wider than `width`. Where columns at their least are still too wide, gaps
  /// narrow, then columns shrink below it, and at last lines are cut.
  package func lines(width: Int) -> [String] {
    var (widths, gap) = (contentWidths, Self.gap)
    if !shrink(&widths, to: width, gap: gap, least: { $0.minimum }) {
      gap = 1
      _ = shrink(&widths, to: width, gap: gap, least: { $0.minimum.map { min($0, Self.least) } })
    }
    let space = String(repeating: " ", count: gap)
    return ([columns.map(\.heading)] + rows).map { row in
      let cells = columns.indices.map { row[$0].fitted(to: widths[$0], alignsRight: columns[$0].alignsRight) }
      var line = cells.joined(separator: space)
      while line.last == " " { line.removeLast() }
      let text = TerminalText(stringLiteral: line)
      return text.width > width ? text.fitted(to: max(1, width), alignsRight: false) : line
    }
  }

  private var contentWidths: [Int] {
    columns.indices.map { index in rows.reduce(columns[index].heading.width) { max($0, $1[index].width) } }
  }

  /// Takes from the widest column that is not at its least yet, until the line fits. False when it does not.
  private func shrink(_ widths: inout [Int], to width: Int, gap: Int, least: (Column) -> Int?) -> Bool {
    var excess = widths.reduce(0, +) + gap * (columns.count - 1) - width
    while excess > 0 {
      let shrinkable = columns.indices.filter { widths[$0] > least(columns[$0]) ?? widths[$0] }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { return false }
      widths[widest] -= 1
      excess -= 1
    }
    return true
  }
}
