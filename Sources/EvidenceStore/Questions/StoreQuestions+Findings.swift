internal import Foundation
internal import GRDB
internal import TrafficModel

extension StoreQuestions {
  /// Findings that were seen to go on within a window, the worst first. Suppressed ones are among them, last.
  package func findings(in window: TimeWindow = .all, limit: Int? = nil) throws(StoreError) -> [FindingRow] {
    let condition = Self.during(window)
    let sql = """
      SELECT time, last, record FROM findings\(condition.sql)
      ORDER BY suppressed, severity DESC, confidence DESC, time, uid\(Self.limit(limit))
      """
    return try rows(sql, condition, Self.finding).compactMap(\.self)
  }

  /// The finding of that name.
  package func finding(uid: String) throws(StoreError) -> FindingRow? {
    var condition = Condition()
    condition.add("uid = ?", uid)
    return try rows("SELECT time, last, record FROM findings\(condition.sql)", condition, Self.finding)
      .compactMap(\.self).first
  }

  /// How many findings of which detector and severity there are, and how many of them are suppressed.
  package func findingCounts(in window: TimeWindow = .all) throws(StoreError) -> [FindingCount] {
    let condition = Self.during(window)
    let sql = """
      SELECT detector, severity, suppressed, count(*) AS number FROM findings\(condition.sql)
      GROUP BY detector, severity, suppressed ORDER BY severity DESC, detector, suppressed
      """
    return try rows(sql, condition) { row in
      FindingCount(
        detector: row["detector"], severity: Severity(rawValue: UInt8(clamping: row["severity"] as Int64)) ?? .info,
        isSuppressed: (row["suppressed"] as Int64) != 0, number: row["number"])
    }
  }

  /// Findings of `window` that were first seen in it; and of those seen in `previous`, how many go on and how many do not.
  package func findingChanges(in window: TimeWindow, previous: TimeWindow) throws(StoreError) -> FindingChanges {
    var fresh = Self.during(window)
    if let since = window.since { fresh.add("time >= ?", since.nanoseconds) }
    var gone = Self.during(previous)
    if let since = window.since { gone.add("last < ?", since.nanoseconds) }
    var lasting = Self.during(window)
    if let since = window.since { lasting.add("time < ?", since.nanoseconds) }
    return FindingChanges(
      new: try number(of: fresh), continuing: window.since == nil ? 0 : try number(of: lasting),
      resolved: try rows(
        "SELECT time, last, record FROM findings\(gone.sql) ORDER BY severity DESC, time, uid LIMIT 50", gone,
        Self.finding
      ).compactMap(\.self), resolvedCount: try number(of: gone))
  }

  private func number(of condition: Condition) throws(StoreError) -> Int64 {
    try rows("SELECT count(*) AS number FROM findings\(condition.sql)", condition) { $0["number"] as Int64 }.first ?? 0
  }

  /// What goes on, or went on, within a window.
  static func during(_ window: TimeWindow) -> Condition {
    var condition = Condition()
    if let since = window.since { condition.add("last >= ?", since.nanoseconds) }
    if let until = window.until { condition.add("time < ?", until.nanoseconds) }
    return condition
  }

  private static func finding(_ row: Row) -> FindingRow? {
    let record = row["record"] as String
    // Our own records decode; a store that somebody changed may hold others, which are no findings then.
    let decoded = try? JSONDecoder().decode(FindingRecord.self, from: Data(record.utf8))
    return decoded?.row(
      first: Timestamp(nanoseconds: row["time"]), last: Timestamp(nanoseconds: row["last"]))
  }
}
