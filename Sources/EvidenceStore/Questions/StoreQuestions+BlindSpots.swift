internal import GRDB
internal import TrafficModel

extension StoreQuestions {
  /// What could not be seen in a window.
  package func blindSpots(in window: TimeWindow) throws(StoreError) -> BlindSpots {
    var spots = BlindSpots()
    try countStatistics(window, &spots)
    try countFlows(window, &spots)
    var condition = Condition()
    condition.add(window)
    let calls = try rows(
      "SELECT count(*) AS number, total(status = 'gap') AS gaps FROM tool_calls\(condition.sql)", condition
    ) { (number: $0["number"] as Int64, gaps: Int64(clamping: $0["gaps"] as Double)) }
    spots.calls = calls.first?.number ?? 0
    spots.incompleteCalls = calls.first?.gaps ?? 0
    spots.unread = try opaqueTraffic(in: window, limit: 50)
    return spots
  }

  /// Counters grow while a ring is followed, and begin again with the next run: each fall is a new beginning. An analysis of
  /// files states them once, at its end.
  private func countStatistics(_ window: TimeWindow, _ spots: inout BlindSpots) throws(StoreError) {
    var condition = Condition()
    condition.add(window)
    let sql = """
      SELECT sensor, record FROM statistics\(condition.sql) ORDER BY sensor, time, uid
      """
    let names = [
      "received", "undecoded", "evicted", "dropped_kernel", "dropped_interface", "dropped_disk_full", "skipped_files",
      "skipped_bytes", "lag_bytes",
    ]
    let columns = names.map { "json_extract(record, '$.\($0)') AS \($0)" }.joined(separator: ", ")
    let counted = try rows(sql.replacing("record FROM", with: columns + " FROM"), condition) { row in
      (
        sensor: row["sensor"] as String, isLive: row["lag_bytes"] as Int64? != nil,
        values: names.map { row[$0] as Int64? ?? 0 }
      )
    }
    var totals = Array(repeating: Int64(0), count: names.count)
    var last: (sensor: String, values: [Int64])?
    for (sensor, isLive, values) in counted {
      let before = last.flatMap { $0.sensor == sensor && $0.values[0] <= values[0] ? $0.values : nil }
      for index in values.indices { totals[index] &+= max(0, values[index] &- (before?[index] ?? 0)) }
      last = isLive ? (sensor, values) : nil
    }
    spots.frames = totals[0]
    spots.undecodedFrames = totals[1]
    spots.evictedFlows = totals[2]
    spots.droppedByKernel = totals[3]
    spots.droppedByInterface = totals[4]
    spots.droppedOnFullDisk = totals[5]
    spots.skippedFiles = totals[6]
    spots.skippedBytes = totals[7]
  }

  private func countFlows(_ window: TimeWindow, _ spots: inout BlindSpots) throws(StoreError) {
    let condition = Self.during(window)
    let sql = """
      SELECT count(*) AS flows, total(gaps > 0) AS gapped,
        total(CASE WHEN gaps > 0 THEN json_extract(record, '$.gap_bytes_toserver')
          + json_extract(record, '$.gap_bytes_toclient') END) AS bytes,
        total(json_extract(record, '$.midstream')) AS midstream, total(json_extract(record, '$.one_sided')) AS sided,
        total(json_extract(record, '$.decryption') IS NOT NULL AND json_extract(record, '$.decryption') <> 'yes') AS unread
      FROM flows\(condition.sql)
      """
    let counted = try rows(sql, condition) { row in
      ["flows", "gapped", "bytes", "midstream", "sided", "unread"].map { Int64(clamping: row[$0] as Double) }
    }
    guard let counted = counted.first else { return }
    spots.flows = counted[0]
    spots.flowsWithGaps = counted[1]
    spots.gapBytes = counted[2]
    spots.midstreamFlows = counted[3]
    spots.oneSidedFlows = counted[4]
    spots.unreadFlows = counted[5]
  }
}
