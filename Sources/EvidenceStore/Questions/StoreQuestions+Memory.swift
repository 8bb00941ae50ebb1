internal import GRDB
package import TrafficModel

/// What an analysis asks that goes on where another has ended.
extension StoreQuestions {
  /// For each server, credential and tool what was declared last before `time`: several definitions where one list held
  /// several of a name. Oldest first.
  package func newestDefinitions(before time: Timestamp, limit: Int) throws(StoreError) -> [DefinitionRow] {
    var condition = Condition()
    condition.add("time < ?", time.nanoseconds)
    let sql = """
      WITH newest AS (
        SELECT server_ip, server_port, authority, credential, tool, max(time) AS time
        FROM tool_definitions\(condition.sql) GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC LIMIT \(max(0, limit))
      )
      SELECT d.*, json_extract(d.record, '$.server.version') AS version, json_extract(d.record, '$.title') AS title,
        json_extract(d.record, '$.description') AS description,
        coalesce(json_extract(d.record, '$.definition'), json_extract(d.record, '$.definition_truncated')) AS text,
        json_extract(d.record, '$.definition_bytes') AS bytes
      FROM newest JOIN tool_definitions AS d ON d.tool = newest.tool AND d.time = newest.time
        AND d.server_ip = newest.server_ip AND d.server_port = newest.server_port
        AND d.authority IS newest.authority AND d.credential IS newest.credential
      ORDER BY d.time, d.id
      """
    return try rows(sql, condition) { row in
      DefinitionRow(
        uid: row["uid"], time: Timestamp(nanoseconds: row["time"]), flowUID: row["flow_id"],
        sessionUID: row["session_uid"], client: Self.ends(row, "client"), server: Self.ends(row, "server"),
        authority: Self.text(row["authority"]), serverVersion: Self.text(row["version"]),
        serverName: Self.text(row["server_name"]), credential: row["credential"], tool: UntrustedText(row["tool"]),
        title: Self.text(row["title"]), description: Self.text(row["description"]), digest: row["digest"],
        schemaDigest: row["schema_digest"], firstSeen: Timestamp(nanoseconds: row["first_seen"]),
        definition: row["text"] ?? "", definitionBytes: row["bytes"] ?? 0)
    }
  }

  /// The latest calls before `time`, at most `limit`.
  package func callSizes(before time: Timestamp, limit: Int) throws(StoreError) -> [CallSizeRow] {
    var condition = Condition()
    condition.add("time < ?", time.nanoseconds)
    let sql = """
      SELECT server_ip, server_port, tool, arguments_bytes, result_bytes, is_error FROM tool_calls\(condition.sql)
      ORDER BY time DESC LIMIT \(max(0, limit))
      """
    return try rows(sql, condition) { row in
      CallSizeRow(
        server: Self.ends(row, "server"), tool: UntrustedText(row["tool"]), argumentsBytes: row["arguments_bytes"],
        resultBytes: row["result_bytes"], isError: row["is_error"] ?? false)
    }
  }

  private static func ends(_ row: Row, _ end: String) -> (address: String, port: UInt16) {
    (row["\(end)_ip"], UInt16(clamping: row["\(end)_port"] as Int64))
  }
}
