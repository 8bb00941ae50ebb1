internal import GRDB
package import TrafficModel

/// Questions that reports ask. Each reads a window once and answers in bounded memory.
extension StoreQuestions {
  /// Calls by stretches of `nanoseconds`, counted from `start`.
  package func activity(
    in window: TimeWindow, from start: Timestamp, every nanoseconds: Int64
  ) throws(StoreError) -> [ActivityRow] {
    var condition = Condition()
    condition.add(window)
    let sql = """
      SELECT (time - \(start.nanoseconds)) / \(max(1, nanoseconds)) AS bucket, count(*) AS calls,
        total(is_error) AS errors, total(arguments_bytes) AS sent, total(result_bytes) AS received
      FROM tool_calls\(condition.sql) GROUP BY bucket ORDER BY bucket
      """
    return try rows(sql, condition) { row in
      ActivityRow(
        bucket: row["bucket"], calls: row["calls"], errors: Int64(clamping: row["errors"] as Double),
        argumentBytes: Int64(clamping: row["sent"] as Double),
        resultBytes: Int64(clamping: row["received"] as Double))
    }
  }

  /// Sizes of results of the tools that were called most.
  package func toolSizes(in window: TimeWindow, tools limit: Int) throws(StoreError) -> [ToolSizeRow] {
    var condition = Condition()
    condition.add(window)
    condition.add("result_bytes IS NOT NULL")
    let sql = "SELECT tool, server_ip, server_port, result_bytes FROM tool_calls\(condition.sql)"
    struct Key: Hashable {
      var tool: String
      var server: String
    }
    let found = try database.read { db in
      var sizes: [Key: ToolSizeRow] = [:]
      let cursor = try Row.fetchCursor(db, sql: sql, arguments: StatementArguments(condition.arguments))
      while let row = try cursor.next() {
        let key = Key(tool: row["tool"], server: Self.endpoint(row))
        // Tools beyond that many are not told apart from each other by anybody who reads.
        guard sizes[key] != nil || sizes.count < 4_096 else { continue }
        let bytes = row["result_bytes"] as Int64
        var size = sizes[key] ?? ToolSizeRow(tool: UntrustedText(key.tool), server: key.server)
        size.calls += 1
        size.classes[ToolSizeRow.sizeClass(bytes), default: 0] += 1
        size.largest = max(size.largest, bytes)
        sizes[key] = size
      }
      return sizes
    }
    let sorted = found.values.sorted { ($1.calls, $0.tool, $0.server) < ($0.calls, $1.tool, $1.server) }
    return Array(sorted.prefix(limit))
  }

  /// Which client called which MCP server, the most calls first.
  package func callers(in window: TimeWindow, limit: Int) throws(StoreError) -> [TalkRow] {
    var condition = Condition()
    condition.add(window)
    let sql = """
      SELECT client_ip AS source, server_ip, server_port, max(ifnull(server_name, authority)) AS name,
        total(tool_calls) AS number, total(arguments_bytes + result_bytes) AS bytes
      FROM sessions\(condition.sql) GROUP BY client_ip, server_ip, server_port
      ORDER BY number DESC, client_ip, server_ip, server_port LIMIT \(max(0, limit))
      """
    return try rows(sql, condition) { row in
      TalkRow(
        from: row["source"], to: Self.endpoint(row), name: Self.text(row["name"]),
        number: Int64(clamping: row["number"] as Double), bytes: Int64(clamping: row["bytes"] as Double))
    }
  }

  /// Where the machines of MCP servers connected to themselves, the most bytes first.
  package func onward(in window: TimeWindow, limit: Int) throws(StoreError) -> [TalkRow] {
    var condition = Condition()
    condition.add(window)
    condition.add("client_ip IN (SELECT DISTINCT server_ip FROM sessions)")
    condition.add("service IS NULL OR service NOT IN ('dns', 'mdns')")
    let sql = """
      SELECT client_ip AS source, server_ip, server_port, max(name) AS name, count(*) AS number,
        total(bytes_to_server) AS bytes
      FROM flows\(condition.sql) GROUP BY client_ip, server_ip, server_port
      ORDER BY bytes DESC, client_ip, server_ip, server_port LIMIT \(max(0, limit))
      """
    return try rows(sql, condition) { row in
      TalkRow(
        from: row["source"], to: Self.endpoint(row), name: Self.text(row["name"]), number: row["number"],
        bytes: Int64(clamping: row["bytes"] as Double))
    }
  }

  /// The MCP servers of a window, the most calls first.
  package func servers(in window: TimeWindow) throws(StoreError) -> [ServerRow] {
    let condition = Self.during(window)
    let sql = """
      SELECT server_ip, server_port, max(server_name) AS name, max(server_version) AS version, max(authority) AS authority,
        group_concat(DISTINCT basis) AS bases, group_concat(DISTINCT transport) AS transports,
        group_concat(DISTINCT revision) AS revisions, count(*) AS sessions, count(DISTINCT client_ip) AS clients,
        total(tool_calls) AS calls, total(errors) AS errors, total(result_bytes) AS bytes,
        count(credential) AS authenticated, min(time) AS first, max(last) AS final
      FROM sessions\(condition.sql) GROUP BY server_ip, server_port ORDER BY calls DESC, server_ip, server_port
      """
    return try rows(sql, condition) { row in
      ServerRow(
        endpoint: Self.endpoint(row), name: Self.text(row["name"]), version: Self.text(row["version"]),
        authority: Self.text(row["authority"]), bases: Self.words(row["bases"]),
        transports: Self.words(row["transports"]), revisions: Self.words(row["revisions"]), sessions: row["sessions"],
        clients: row["clients"], calls: Int64(clamping: row["calls"] as Double),
        errors: Int64(clamping: row["errors"] as Double), resultBytes: Int64(clamping: row["bytes"] as Double),
        authenticated: row["authenticated"], first: Timestamp(nanoseconds: row["first"]),
        last: Timestamp(nanoseconds: row["final"]))
    }
  }

  /// Servers that no earlier part of the store knows.
  package func newServers(in window: TimeWindow) throws(StoreError) -> [SeenRow] {
    try newcomers("server_ip, server_port", name: "ifnull(server_name, authority)", in: "sessions", window)
  }

  /// Clients, by address and name, that no earlier part of the store knows.
  package func newClients(in window: TimeWindow) throws(StoreError) -> [SeenRow] {
    try newcomers("client_ip AS server_ip, 0 AS server_port, client_name", name: "client_name", in: "sessions", window)
  }

  /// Tools that no earlier part of the store knows.
  package func newTools(in window: TimeWindow) throws(StoreError) -> [SeenRow] {
    try newcomers("server_ip, server_port, tool", name: "tool", in: "tool_definitions", window)
  }

  /// All of `columns` together are the newcomer's identity.
  private func newcomers(
    _ columns: String, name: String, in table: String, _ window: TimeWindow
  ) throws(StoreError) -> [SeenRow] {
    var condition = Condition()
    condition.add(window, column: "first")
    let keys = columns.split(separator: ",").indices.map { String($0 + 1) }.joined(separator: ", ")
    let sql = """
      SELECT * FROM (SELECT \(columns), max(\(name)) AS shown, min(time) AS first FROM \(table) GROUP BY \(keys))
      \(condition.sql) ORDER BY first, server_ip, server_port, shown
      """
    return try rows(sql, condition) { row in
      SeenRow(
        address: (row["server_port"] as Int64) == 0 ? row["server_ip"] : Self.endpoint(row),
        name: Self.text(row["shown"]), first: Timestamp(nanoseconds: row["first"]))
    }
  }

  /// Times at which a client contacted a server: calls of `tool`, or else connections, oldest first.
  package func contactTimes(
    client: String, server: String?, tool: UntrustedText?, connections: Bool, in window: TimeWindow, limit: Int
  ) throws(StoreError) -> [Timestamp] {
    var condition = Condition()
    condition.add(window)
    condition.add("client_ip = ?", client)
    if let server { condition.add(server, in: ["server_ip", Self.endpointColumn]) }
    if let tool { condition.add("tool = ?", tool.rawTextForMatchingAndStorage) }
    let table = connections ? "flows" : tool == nil ? "http_exchanges" : "tool_calls"
    let sql = "SELECT time FROM \(table)\(condition.sql) ORDER BY time, uid LIMIT \(max(0, limit))"
    return try rows(sql, condition) { Timestamp(nanoseconds: $0["time"]) }
  }

  /// The record of the definition that a tool had before, by its digest.
  package func definitionRecord(
    server: PeerRow, tool: UntrustedText, digest: String, before time: Timestamp
  ) throws(StoreError) -> String? {
    var condition = Condition()
    condition.add("server_ip = ? AND server_port = ?", server.address, Int64(server.port))
    condition.add("tool = ? AND digest = ?", tool.rawTextForMatchingAndStorage, digest)
    condition.add("time <= ?", time.nanoseconds)
    let sql = "SELECT record FROM tool_definitions\(condition.sql) ORDER BY time DESC, uid DESC LIMIT 1"
    return try rows(sql, condition) { $0["record"] as String }.first
  }

  /// Names of captures that records of the window cite, with how many findings cite them.
  package func citedCaptures(in window: TimeWindow) throws(StoreError) -> [String] {
    let condition = Self.during(window)
    let sql = """
      SELECT DISTINCT json_extract(record, '$.pcap_filename') AS capture FROM flows\(condition.sql)
      ORDER BY capture LIMIT 10000
      """
    return try rows(sql, condition) { $0["capture"] as String? }.compactMap(\.self)
  }

  /// The captures that were noted when they were read.
  package func captures() throws(StoreError) -> [CaptureRow] { try database.captures() }

  static func endpoint(_ row: Row) -> String {
    let (address, port) = (row["server_ip"] as String, row["server_port"] as Int64)
    return address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
  }

  private static let endpointColumn =
    "CASE WHEN instr(server_ip, ':') THEN '[' || server_ip || ']:' || server_port ELSE server_ip || ':' || server_port END"

  private static func words(_ list: String?) -> [String] {
    (list ?? "").split(separator: ",").map(String.init).sorted()
  }
}
