internal import GRDB
internal import TrafficModel

extension StoreQuestions {
  /// What could not be read for want of keys or frames, the most frequent first.
  package func opaqueTraffic(in window: TimeWindow = .all, limit: Int = 100) throws(StoreError) -> [OpaqueTraffic] {
    var condition = Condition()
    condition.add(window)
    let sql = """
      SELECT server_name, server_ip, server_port, decryption, count(*) AS number, count(DISTINCT client_ip) AS clients
      FROM tls_handshakes\(condition.sql) GROUP BY server_name, server_ip, server_port, decryption
      HAVING decryption <> 'yes' ORDER BY number DESC, server_name, server_ip, server_port LIMIT \(max(0, limit))
      """
    return try rows(sql, condition) { row in
      let port = row["server_port"] as Int64
      return OpaqueTraffic(
        serverName: (row["server_name"] as String?).map { UntrustedText($0) },
        server: "\(row["server_ip"] as String):\(port)", reason: row["decryption"], handshakes: row["number"],
        clients: row["clients"])
    }
  }
}
