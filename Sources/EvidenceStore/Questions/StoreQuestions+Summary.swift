internal import GRDB
internal import TrafficModel

extension StoreQuestions {
  /// Counts of what happened in a window.
  package func summary(in window: TimeWindow = .all) throws(StoreError) -> StoreSummary {
    var summary = StoreSummary()
    summary.flows = try count("flows", window, into: &summary)
    summary.exchanges = try count("http_exchanges", window, into: &summary)
    summary.sessions = try count("sessions", window, into: &summary)
    summary.toolCalls = try count("tool_calls", window, into: &summary)
    summary.messages = try count("messages", window, into: &summary)
    summary.toolDefinitions = try count("tool_definitions", window, into: &summary)
    summary.anomalies = try count("anomalies", window, into: &summary)
    summary.findings = try count("findings", window, into: &summary)
    var failed = CallFilter()
    failed.window = window
    failed.isError = true
    summary.failedCalls = try callCount(failed)
    summary.captures =
      try rows("SELECT count(*) AS number FROM captures", Condition()) { $0["number"] as Int64 }.first ?? 0
    return summary
  }

  /// Which protocols were bent how often, the most frequent first.
  package func anomalies(in window: TimeWindow = .all) throws(StoreError) -> [AnomalyCount] {
    var condition = Condition()
    condition.add(window)
    let sql = """
      SELECT kind, total(count) AS number, count(DISTINCT flow_id) AS flows, min(time) AS first, max(last) AS final
      FROM anomalies\(condition.sql) GROUP BY kind ORDER BY number DESC, kind
      """
    return try rows(sql, condition) { row in
      AnomalyCount(
        kind: row["kind"], count: Int64(clamping: row["number"] as Double), flows: row["flows"],
        first: Timestamp(nanoseconds: row["first"]), last: Timestamp(nanoseconds: row["final"]))
    }
  }

  /// Counts the rows of a table and widens the summary's span by theirs.
  private func count(_ table: String, _ window: TimeWindow, into summary: inout StoreSummary) throws(StoreError)
    -> Int64
  {
    var condition = Condition()
    condition.add(window)
    let sql = "SELECT count(*) AS number, min(time) AS first, max(last) AS final FROM \(table)\(condition.sql)"
    let counted = try rows(sql, condition) { row in
      (number: row["number"] as Int64, first: row["first"] as Int64?, last: row["final"] as Int64?)
    }
    guard let counted = counted.first else { return 0 }
    if let first = counted.first.map({ Timestamp(nanoseconds: $0) }) {
      summary.first = min(summary.first ?? first, first)
    }
    if let last = counted.last.map({ Timestamp(nanoseconds: $0) }) { summary.last = max(summary.last ?? last, last) }
    return counted.number
  }
}
