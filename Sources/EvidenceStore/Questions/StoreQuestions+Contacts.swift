internal import GRDB
internal import TrafficModel

extension StoreQuestions {
  /// Every contact of a window, one kind after the other, in order of time, without holding them all.
  package func forEachContact(in window: TimeWindow, _ body: (ContactRow) -> Void) throws(StoreError) {
    for (kind, columns) in Self.contactColumns {
      guard let table = RecordTable.of(kind) else { continue }
      var condition = Condition()
      condition.add(window)
      let sql = """
        SELECT uid, time, last, flow_id, client_ip, client_port, server_ip, server_port, \(columns),
          json_extract(record, '$.pcap_filename') AS capture, json_extract(record, '$.frames[0]') AS first_frame,
          json_extract(record, '$.frames[1]') AS last_frame
        FROM \(table.name)\(condition.sql) ORDER BY time, uid
        """
      try database.read { db in
        let cursor = try Row.fetchCursor(db, sql: sql, arguments: StatementArguments(condition.arguments))
        while let row = try cursor.next() { body(Self.contact(kind, row)) }
      }
    }
  }

  /// What the kinds have under different names. Calls and messages first: they tell which servers speak MCP.
  private static let contactColumns: [(TrafficEvent.Kind, String)] = [
    (
      .toolCall,
      """
      NULL AS transport, NULL AS method, tool, authority AS name, credential, session_uid, NULL AS note,
      coalesce(arguments_bytes, 0) AS bytes_out, coalesce(result_bytes, 0) AS bytes_in,
      json_extract(record, '$.arguments') AS arguments, NULL AS excerpt
      """
    ),
    (
      .message,
      """
      NULL AS transport, method, NULL AS tool, authority AS name, credential, session_uid,
      kind || ' ' || direction AS note, coalesce(params_bytes, 0) AS bytes_out, coalesce(result_bytes, 0) AS bytes_in,
      json_extract(record, '$.params') AS arguments, json_extract(record, '$.result_excerpt') AS excerpt
      """
    ),
    (
      .http,
      """
      NULL AS transport, method, NULL AS tool, host AS name, NULL AS credential, NULL AS session_uid,
      json_extract(record, '$.url.path') AS note, request_bytes AS bytes_out, response_bytes AS bytes_in,
      NULL AS arguments, NULL AS excerpt
      """
    ),
    (
      .flow,
      """
      proto AS transport, NULL AS method, NULL AS tool, name, NULL AS credential, NULL AS session_uid, service AS note,
      bytes_to_server AS bytes_out, bytes_to_client AS bytes_in, NULL AS arguments, NULL AS excerpt
      """
    ),
  ]

  private static func contact(_ kind: TrafficEvent.Kind, _ row: Row) -> ContactRow {
    ContactRow(
      kind: kind, uid: row["uid"], time: Timestamp(nanoseconds: row["time"]), last: Timestamp(nanoseconds: row["last"]),
      flowUID: row["flow_id"], client: (row["client_ip"], UInt16(clamping: row["client_port"] as Int64)),
      server: (row["server_ip"], UInt16(clamping: row["server_port"] as Int64)), transport: row["transport"],
      method: text(row["method"]), tool: text(row["tool"]), serverName: text(row["name"]),
      credential: row["credential"], sessionUID: row["session_uid"], note: row["note"], bytesOut: row["bytes_out"],
      bytesIn: row["bytes_in"], arguments: row["arguments"], resultExcerpt: row["excerpt"], capture: row["capture"],
      frames: (row["first_frame"] ?? 0, row["last_frame"] ?? 0))
  }
}
