internal import GRDB

/// The first schema.
///
/// Each kind of record has a table. `record` is the whole record as it stands in NDJSON; the other columns are what is
/// filtered, sorted, joined or added up. Times are nanoseconds since 1970 UTC; `last` is when the fact was last seen to go
/// on, by which the more complete of two states of one fact is told.
///
/// `id` counts rows in the order they came, so that rows are appended; `uid` is the name that other rows refer to.
enum Migration202611Records {
  @Sendable static func apply(_ db: Database) throws {
    for sql in tables + indexes { try db.execute(sql: sql) }
  }

  private static let common = """
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, sensor TEXT NOT NULL, time INTEGER NOT NULL, last INTEGER NOT NULL,
    record TEXT NOT NULL
    """

  private static let ends = """
    flow_id TEXT NOT NULL, client_ip TEXT NOT NULL, client_port INTEGER NOT NULL, server_ip TEXT NOT NULL,
    server_port INTEGER NOT NULL
    """

  private static let session = """
    session_uid TEXT NOT NULL, client_name TEXT, server_name TEXT, authority TEXT, credential TEXT
    """

  private static let tables = [
    """
    CREATE TABLE flows (\(common), \(ends), proto TEXT NOT NULL, state TEXT NOT NULL, service TEXT, name TEXT,
      frames INTEGER NOT NULL, bytes_to_server INTEGER NOT NULL, bytes_to_client INTEGER NOT NULL, gaps INTEGER NOT NULL)
    """,
    """
    CREATE TABLE http_exchanges (\(common), \(ends), method TEXT, host TEXT, status INTEGER, request_bytes INTEGER NOT NULL,
      response_bytes INTEGER NOT NULL, duration INTEGER)
    """,
    """
    CREATE TABLE sessions (\(common), \(ends), \(session), client_version TEXT, server_version TEXT, basis TEXT NOT NULL,
      confidence REAL NOT NULL, transport TEXT NOT NULL, revision TEXT, state TEXT NOT NULL, requests INTEGER NOT NULL,
      tool_calls INTEGER NOT NULL, errors INTEGER NOT NULL, arguments_bytes INTEGER NOT NULL,
      result_bytes INTEGER NOT NULL)
    """,
    """
    CREATE TABLE tool_calls (\(common), \(ends), \(session), tool TEXT NOT NULL, status TEXT NOT NULL, is_error INTEGER,
      error_code INTEGER, arguments_bytes INTEGER, result_bytes INTEGER, duration INTEGER, rounds INTEGER NOT NULL)
    """,
    """
    CREATE TABLE messages (\(common), \(ends), \(session), kind TEXT NOT NULL, direction TEXT NOT NULL,
      method TEXT NOT NULL, status TEXT NOT NULL, is_error INTEGER, params_bytes INTEGER, result_bytes INTEGER,
      duration INTEGER)
    """,
    """
    CREATE TABLE tool_definitions (\(common), \(ends), \(session), tool TEXT NOT NULL, digest TEXT NOT NULL,
      schema_digest TEXT, first_seen INTEGER NOT NULL, changed_from TEXT)
    """,
    """
    CREATE TABLE dns_exchanges (\(common), \(ends), qname TEXT NOT NULL, qtype TEXT NOT NULL, status TEXT NOT NULL,
      rcode TEXT, query_bytes INTEGER, response_bytes INTEGER, duration INTEGER)
    """,
    "CREATE TABLE anomalies (\(common), flow_id TEXT, kind TEXT NOT NULL, count INTEGER NOT NULL)",
    "CREATE TABLE statistics (\(common), frames INTEGER NOT NULL, bytes INTEGER NOT NULL)",
    """
    CREATE TABLE tls_handshakes (\(common), \(ends), version TEXT NOT NULL, server_name TEXT, protocol TEXT, ja3 TEXT,
      ja4 TEXT, decryption TEXT NOT NULL)
    """,
    """
    CREATE TABLE findings (\(common), detector TEXT NOT NULL, subject TEXT NOT NULL, deduplication_key TEXT NOT NULL,
      severity INTEGER NOT NULL, confidence REAL NOT NULL, suppressed INTEGER NOT NULL)
    """,
    """
    CREATE TABLE captures (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sha256 TEXT, frames INTEGER NOT NULL,
      bytes INTEGER NOT NULL, first INTEGER, last INTEGER, status TEXT NOT NULL)
    """,
    """
    CREATE TABLE checkpoints (source TEXT PRIMARY KEY, file TEXT NOT NULL, offset INTEGER NOT NULL, frame INTEGER NOT NULL,
      time INTEGER NOT NULL) WITHOUT ROWID
    """,
  ]

  private static let indexes = [
    "CREATE INDEX flows_time ON flows (time)",
    "CREATE INDEX http_exchanges_time ON http_exchanges (time)",
    "CREATE INDEX sessions_time ON sessions (time)",
    "CREATE INDEX tool_calls_time ON tool_calls (time)",
    "CREATE INDEX tool_calls_tool ON tool_calls (tool, time)",
    "CREATE INDEX messages_time ON messages (time)",
    "CREATE INDEX tool_definitions_tool ON tool_definitions (tool, time)",
    "CREATE INDEX dns_exchanges_time ON dns_exchanges (time)",
    "CREATE INDEX anomalies_time ON anomalies (time)",
    "CREATE INDEX tls_handshakes_time ON tls_handshakes (time)",
    "CREATE INDEX findings_time ON findings (time)",
    "CREATE UNIQUE INDEX findings_key ON findings (detector, subject, deduplication_key)",
  ]
}
