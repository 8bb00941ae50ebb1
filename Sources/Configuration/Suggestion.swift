/// The known word that was probably meant by an unknown one.
enum Suggestion {
  /// Nil when no known word is near: a wrong suggestion is worse than none.
  static func nearest(to word: String, among known: [String]) -> String? {
    let word = Array(word.lowercased().prefix(64))
    let best = known.map { (distance(word, Array($0.lowercased())), $0) }.min { $0 < $1 }
    guard let best, best.0 <= max(1, min(best.1.count, word.count) / 3) else { return nil }
    return best.1
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = []
    var last = Array(0...b.count)
    for (row, left) in a.enumerated() {
      var current = [row + 1]
      for (column, right) in b.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (left == right ? 0 : 1))
        if row > 0, column > 0, left == b[column - 1], a[row - 1] == right { cost = min(cost, before[column - 1] + 1) }
        current.append(cost)
      }
      (before, last) = (last, current)
    }
    return last[b.count]
  }
}
