internal import GRDB
internal import TrafficModel

extension StoreQuestions {
  package func flows(_ filter: FlowFilter = FlowFilter()) throws(StoreError) -> [FlowRow] {
    var condition = Condition()
    condition.add(filter.window)
    condition.add(filter.host, in: ["client_ip", "server_ip", "name"])
    if let port = filter.port { condition.add("server_port = ?", Int64(port)) }
    if let service = filter.service { condition.add("service = ?", service) }
    if let state = filter.state { condition.add("state = ?", state.rawValue) }
    if let minimum = filter.minimumBytes { condition.add("bytes_to_server + bytes_to_client >= ?", minimum) }
    let sql = "SELECT * FROM flows\(condition.sql) ORDER BY \(Self.order(filter.order))\(Self.limit(filter.limit))"
    return try rows(sql, condition) { row in
      FlowRow(
        uid: row["uid"], sensor: row["sensor"], start: Timestamp(nanoseconds: row["time"]),
        end: Timestamp(nanoseconds: row["last"]),
        client: PeerRow(
          address: row["client_ip"], port: UInt16(clamping: row["client_port"] as Int64), name: nil, authority: nil),
        server: PeerRow(
          address: row["server_ip"], port: UInt16(clamping: row["server_port"] as Int64), name: Self.text(row["name"]),
          authority: nil),
        transport: row["proto"], state: row["state"], service: row["service"], frames: row["frames"],
        bytesToServer: row["bytes_to_server"], bytesToClient: row["bytes_to_client"], gaps: row["gaps"])
    }
  }

  private static func order(_ order: FlowFilter.Order) -> String {
    switch order {
    case .oldest: "time, uid"
    case .newest: "time DESC, uid DESC"
    case .largest: "bytes_to_server + bytes_to_client DESC, time, uid"
    case .longest: "last - time DESC, time, uid"
    }
  }
}
