internal import GRDB
internal import TrafficModel

extension StoreQuestions {
  /// The inventory: each tool that each server declared to each credential, in its newest form.
  package func tools(_ filter: ToolFilter = ToolFilter()) throws(StoreError) -> [ToolRow] {
    var condition = Condition()
    condition.add(filter.window)
    condition.add(filter.tool, in: ["tool"])
    condition.add(filter.server, in: Condition.serverColumns)
    let sql = """
      WITH chosen AS (SELECT * FROM tool_definitions\(condition.sql)),
        newest AS (
          SELECT *, row_number() OVER (PARTITION BY \(Self.tool) ORDER BY time DESC, uid DESC) AS rank FROM chosen
        ),
        forms AS (
          SELECT \(Self.tool), count(DISTINCT digest) AS versions, min(first_seen) AS first, max(last) AS latest
          FROM chosen GROUP BY \(Self.tool)
        ),
        uses AS (SELECT tool, server_ip, server_port, count(*) AS calls FROM tool_calls GROUP BY 1, 2, 3)
      SELECT newest.*, versions, first, latest, ifnull(calls, 0) AS calls
      FROM newest
      JOIN forms ON forms.tool = newest.tool AND forms.server_ip = newest.server_ip
        AND forms.server_port = newest.server_port AND forms.authority IS newest.authority
        AND forms.credential IS newest.credential
      LEFT JOIN uses ON uses.tool = newest.tool AND uses.server_ip = newest.server_ip
        AND uses.server_port = newest.server_port
      WHERE rank = 1\(filter.isChanged ? " AND versions > 1" : "")
      ORDER BY newest.server_ip, newest.server_port, newest.authority, newest.tool, newest.credential
      \(Self.limit(filter.limit))
      """
    return try rows(sql, condition, Self.toolRow)
  }

  /// Every form that tools had, oldest first.
  package func toolHistory(_ filter: ToolFilter = ToolFilter()) throws(StoreError) -> [ToolVersionRow] {
    var condition = Condition()
    condition.add(filter.window)
    condition.add(filter.tool, in: ["tool"])
    condition.add(filter.server, in: Condition.serverColumns)
    if filter.isChanged { condition.add("changed_from IS NOT NULL") }
    let sql = "SELECT * FROM tool_definitions\(condition.sql) ORDER BY time, uid\(Self.limit(filter.limit))"
    return try rows(sql, condition) { row in
      ToolVersionRow(
        uid: row["uid"], server: Self.server(row), tool: UntrustedText(row["tool"]),
        seen: Timestamp(nanoseconds: row["time"]), digest: row["digest"], schemaDigest: row["schema_digest"],
        changedFrom: row["changed_from"])
    }
  }

  /// What makes two definitions forms of one tool.
  private static let tool = "server_ip, server_port, authority, credential, tool"

  private static func toolRow(_ row: Row) -> ToolRow {
    ToolRow(
      uid: row["uid"], server: server(row), credential: row["credential"], tool: UntrustedText(row["tool"]),
      digest: row["digest"], firstSeen: Timestamp(nanoseconds: row["first"]),
      lastSeen: Timestamp(nanoseconds: row["latest"]), versions: row["versions"], calls: row["calls"])
  }
}
