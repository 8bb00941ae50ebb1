internal import GRDB
internal import TrafficModel

extension StoreQuestions {
  package func calls(_ filter: CallFilter) throws(StoreError) -> [CallRow] {
    let condition = Self.condition(filter)
    let sql = "SELECT * FROM tool_calls\(condition.sql) ORDER BY \(Self.order(filter.order))\(Self.limit(filter.limit))"
    return try rows(sql, condition, Self.callRow)
  }

  /// How many calls there are; order and limit do not matter.
  package func callCount(_ filter: CallFilter) throws(StoreError) -> Int64 {
    let condition = Self.condition(filter)
    return try rows("SELECT count(*) AS calls FROM tool_calls\(condition.sql)", condition) { $0["calls"] as Int64 }
      .first ?? 0
  }

  /// The calls that took longest; those without an end are not among them.
  package func slowestCalls(_ limit: Int, in window: TimeWindow = .all) throws(StoreError) -> [CallRow] {
    var filter = CallFilter()
    filter.window = window
    filter.minimumDurationNanoseconds = 0
    filter.order = .slowest
    filter.limit = limit
    return try calls(filter)
  }

  /// The calls with the largest results.
  package func largestCalls(_ limit: Int, in window: TimeWindow = .all) throws(StoreError) -> [CallRow] {
    var filter = CallFilter()
    filter.window = window
    filter.minimumResultBytes = 0
    filter.order = .largest
    filter.limit = limit
    return try calls(filter)
  }

  /// How each tool was used, the most used first.
  package func toolUse(in window: TimeWindow = .all) throws(StoreError) -> [ToolUseRow] {
    var condition = Condition()
    condition.add(window)
    let sql = """
      SELECT tool, server_ip, server_port, max(server_name) AS server_name, max(authority) AS authority,
        count(*) AS calls, total(is_error) AS errors, avg(duration) AS mean, max(duration) AS longest,
        total(result_bytes) AS bytes, max(result_bytes) AS largest
      FROM tool_calls\(condition.sql)
      GROUP BY tool, server_ip, server_port ORDER BY calls DESC, tool, server_ip, server_port
      """
    return try rows(sql, condition) { row in
      ToolUseRow(
        tool: UntrustedText(row["tool"]), server: Self.server(row), calls: row["calls"],
        errors: Int64(clamping: row["errors"] as Double),
        meanDurationNanoseconds: (row["mean"] as Double?).map { Int64(clamping: $0) },
        longestDurationNanoseconds: row["longest"], resultBytes: Int64(clamping: row["bytes"] as Double),
        largestResultBytes: row["largest"])
    }
  }

  private static func condition(_ filter: CallFilter) -> Condition {
    var condition = Condition()
    condition.add(filter.window)
    condition.add(filter.tool, in: ["tool"])
    condition.add(filter.server, in: Condition.serverColumns)
    condition.add(filter.client, in: Condition.clientColumns)
    if let status = filter.status { condition.add("status = ?", status.rawValue) }
    if let isError = filter.isError { condition.add("is_error IS ?", isError ? 1 : 0) }
    if let minimum = filter.minimumDurationNanoseconds { condition.add("duration >= ?", minimum) }
    if let minimum = filter.minimumResultBytes { condition.add("result_bytes >= ?", minimum) }
    if let session = filter.sessionUID { condition.add("session_uid = ?", session) }
    return condition
  }

  private static func order(_ order: CallFilter.Order) -> String {
    switch order {
    case .oldest: "time, uid"
    case .newest: "time DESC, uid DESC"
    case .slowest: "duration DESC, time, uid"
    case .largest: "result_bytes DESC, time, uid"
    }
  }

  private static func callRow(_ row: Row) -> CallRow {
    CallRow(
      uid: row["uid"], sensor: row["sensor"], time: Timestamp(nanoseconds: row["time"]), client: client(row),
      server: server(row), sessionUID: row["session_uid"], flowID: row["flow_id"], tool: UntrustedText(row["tool"]),
      status: CallStatus(rawValue: row["status"]) ?? .gap, isError: row["is_error"], errorCode: row["error_code"],
      argumentsBytes: row["arguments_bytes"], resultBytes: row["result_bytes"], durationNanoseconds: row["duration"],
      rounds: row["rounds"])
  }
}
