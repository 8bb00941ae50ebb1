internal import TrafficModel

/// The table of one kind of record, and how a row gets into it.
struct RecordTable {
  let name: String
  let columns: [String]

  private init(_ name: String, _ columns: [[String]]) {
    self.name = name
    self.columns = Self.common + columns.flatMap { $0 }
  }

  /// Inserts a row, or replaces the one of the same name by a state that is not older. Reading packets again changes
  /// nothing. A finding that a later run makes again stays as old as it was: reports tell what is new by that.
  var upsert: String {
    let updates = columns.dropFirst().map { column in
      column == "time" && name == "findings"
        ? "time = min(findings.time, excluded.time)" : "\(column) = excluded.\(column)"
    }.joined(separator: ", ")
    let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    return """
      INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES (\(marks))
      ON CONFLICT (uid) DO UPDATE SET \(updates) WHERE excluded.last >= \(name).last
      """
  }

  /// `RowEncoder` fills the columns in this order.
  static func of(_ kind: TrafficEvent.Kind) -> RecordTable? {
    switch kind {
    case .flow: flows
    case .http: exchanges
    case .session: sessions
    case .toolCall: toolCalls
    case .message: messages
    case .toolDefinition: toolDefinitions
    case .anomaly: anomalies
    case .statistics: statistics
    case .tls: handshakes
    case .dns: dnsExchanges
    case .finding: findings
    }
  }

  private static let common = ["uid", "sensor", "time", "last", "record"]
  private static let ends = ["flow_id", "client_ip", "client_port", "server_ip", "server_port"]
  private static let session = ["session_uid", "client_name", "server_name", "authority", "credential"]

  private static let flows = RecordTable(
    "flows",
    [ends, ["proto", "state", "service", "name", "frames", "bytes_to_server", "bytes_to_client", "gaps"]])

  private static let exchanges = RecordTable(
    "http_exchanges", [ends, ["method", "host", "status", "request_bytes", "response_bytes", "duration"]])

  private static let sessions = RecordTable(
    "sessions",
    [
      ends, session,
      [
        "client_version", "server_version", "basis", "confidence", "transport", "revision", "state", "requests",
        "tool_calls", "errors", "arguments_bytes", "result_bytes",
      ],
    ])

  private static let toolCalls = RecordTable(
    "tool_calls",
    [
      ends, session,
      ["tool", "status", "is_error", "error_code", "arguments_bytes", "result_bytes", "duration", "rounds"],
    ])

  private static let messages = RecordTable(
    "messages",
    [
      ends, session,
      ["kind", "direction", "method", "status", "is_error", "params_bytes", "result_bytes", "duration"],
    ])

  private static let toolDefinitions = RecordTable(
    "tool_definitions", [ends, session, ["tool", "digest", "schema_digest", "first_seen", "changed_from"]])

  private static let dnsExchanges = RecordTable(
    "dns_exchanges", [ends, ["qname", "qtype", "status", "rcode", "query_bytes", "response_bytes", "duration"]])

  private static let anomalies = RecordTable("anomalies", [["flow_id", "kind", "count"]])
  private static let statistics = RecordTable("statistics", [["frames", "bytes"]])

  private static let findings = RecordTable(
    "findings", [["detector", "subject", "deduplication_key", "severity", "confidence", "suppressed"]])

  private static let handshakes = RecordTable(
    "tls_handshakes", [ends, ["version", "server_name", "protocol", "ja3", "ja4", "decryption"]])
}
