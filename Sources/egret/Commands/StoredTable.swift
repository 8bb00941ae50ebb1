import Presentation

/// Prints a table of stored rows, and says when there are more.
enum StoredTable {
  static func print(_ table: ColumnTable, count: Int, limit: Int?, noun: String) {
    guard count > 0 else { return Terminal.note("no \(noun)s match") }
    for line in table.lines(width: Terminal.width) { Swift.print(line) }
    if count == limit { Terminal.note("only the first \(Quantity.plural(count, noun)); --limit 0 shows all") }
  }
}
