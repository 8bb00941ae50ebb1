internal import GRDB
internal import TrafficModel

extension StoreQuestions {
  package func sessions(_ filter: SessionFilter = SessionFilter()) throws(StoreError) -> [SessionRow] {
    var condition = Condition()
    condition.add(filter.window)
    condition.add(filter.server, in: Condition.serverColumns)
    condition.add(filter.client, in: Condition.clientColumns)
    let sql = "SELECT * FROM sessions\(condition.sql) ORDER BY time, uid\(Self.limit(filter.limit))"
    return try rows(sql, condition) { row in
      SessionRow(
        uid: row["uid"], sensor: row["sensor"], start: Timestamp(nanoseconds: row["time"]),
        end: Timestamp(nanoseconds: row["last"]), client: Self.client(row),
        clientVersion: Self.text(row["client_version"]), server: Self.server(row),
        serverVersion: Self.text(row["server_version"]), basis: row["basis"], confidence: row["confidence"],
        transport: row["transport"], revision: Self.text(row["revision"]), state: row["state"],
        requests: row["requests"], toolCalls: row["tool_calls"], errors: row["errors"],
        argumentsBytes: row["arguments_bytes"], resultBytes: row["result_bytes"])
    }
  }
}
