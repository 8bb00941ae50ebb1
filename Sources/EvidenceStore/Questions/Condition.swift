internal import GRDB
internal import TrafficModel

/// The `WHERE` of a question. Values are always bound, never part of the text.
struct Condition {
  private var parts: [String] = []
  private(set) var arguments: [DatabaseValue] = []

  var sql: String { parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND ") }

  mutating func add(_ sql: String, _ values: (any DatabaseValueConvertible)...) {
    parts.append("(\(sql))")
    arguments += values.map(\.databaseValue)
  }

  /// `time` is the column that decides.
  mutating func add(_ window: TimeWindow, column: String = "time") {
    if let since = window.since { add("\(window.takesWhatLasts ? "last" : column) >= ?", since.nanoseconds) }
    if let until = window.until { add("\(column) < ?", until.nanoseconds) }
  }

  /// One of `columns` is `text`, or matches it where it has a `*`. Case is ignored.
  mutating func add(_ text: String?, in columns: [String]) {
    guard let text else { return }
    let hasPattern = text.contains("*")
    let value = hasPattern ? Self.likePattern(text) : text
    let test = hasPattern ? "LIKE ? ESCAPE '\\'" : "= ? COLLATE NOCASE"
    parts.append("(" + columns.map { "\($0) \(test)" }.joined(separator: " OR ") + ")")
    arguments += columns.map { _ in value.databaseValue }
  }

  private static func likePattern(_ text: String) -> String {
    var pattern = ""
    for character in text {
      switch character {
      case "*": pattern.append("%")
      case "%", "_", "\\":
        pattern.append("\\")
        pattern.append(character)
      default: pattern.append(character)
      }
    }
    return pattern
  }

  static let serverColumns = ["server_name", "authority", "server_ip", "server_ip || ':' || server_port"]
  static let clientColumns = ["client_name", "client_ip", "client_ip || ':' || client_port"]
}
