package import TrafficModel

/// Records about the protocols and about the analyzer itself.
extension RecordEncoder {
  mutating func append(_ anomaly: Anomaly, to line: inout RecordBuffer) {
    begin(
      "anomaly", RecordName(.anomaly, anomaly.recordID), at: anomaly.moment.time, flow: anomaly.flow,
      extent: Extent(anomaly.moment), to: &line)
    line.key("kind")
    line.string(escaping: anomaly.kind.rawValue)
    append("count", anomaly.count, to: &line)
  }

  mutating func append(_ statistics: AnalysisStatistics, to line: inout RecordBuffer) {
    let name = RecordName(statisticsOf: sensor, at: statistics.time)
    begin("stats", name, at: statistics.time, flow: nil, extent: nil, to: &line)
    append("received", statistics.frames, to: &line)
    append("received_bytes", statistics.bytes, to: &line)
    append("undecoded", statistics.undecoded.reduce(0) { $0 &+ $1.count }, to: &line)
    line.key("undecoded_reasons")
    line.beginObject()
    for (reason, count) in statistics.undecoded {
      line.key(escaping: Array(reason.utf8).span)
      line.number(count)
    }
    line.endObject()
    append("flows", statistics.flows, to: &line)
    append("evicted", statistics.evictedFlows, to: &line)
    append("gaps", statistics.gaps, to: &line)
    append("gap_bytes", statistics.gapBytes, to: &line)
    append("exchanges", statistics.exchanges, to: &line)
    append("sessions", statistics.sessions, to: &line)
    append("tool_calls", statistics.toolCalls, to: &line)
    append("messages", statistics.messages, to: &line)
    append("anomalies", statistics.anomalies, to: &line)
    if let live = statistics.live { append(live, to: &line) }
  }

  private func append(_ live: LiveStatistics, to line: inout RecordBuffer) {
    if let dropped = live.droppedByKernel { append("dropped_kernel", dropped, to: &line) }
    if let dropped = live.droppedByInterface { append("dropped_interface", dropped, to: &line) }
    if let dropped = live.droppedByWriter { append("dropped_disk_full", dropped, to: &line) }
    append("lag_bytes", UInt64(clamping: live.lagBytes), to: &line)
    append("ring_files", UInt64(clamping: live.ringFiles), to: &line)
    append("ring_bytes", UInt64(clamping: live.ringBytes), to: &line)
    append("skipped_files", live.skippedFiles, to: &line)
    append("skipped_bytes", live.skippedBytes, to: &line)
    append("open_flows", UInt64(clamping: live.openFlows), to: &line)
    append("open_sessions", UInt64(clamping: live.openSessions), to: &line)
    append("held_bytes", UInt64(clamping: live.heldBytes), to: &line)
  }
}

extension Anomaly {
  /// Flow, kind and moment.
  package var recordID: RecordID {
    var hash = StableHash()
    hash.combine(kind.rawValue)
    return RecordID(
      .anomaly, flow?.id ?? FlowID(rawValue: 0), hash.value, UInt64(bitPattern: moment.time.nanoseconds),
      moment.frame.number)
  }
}
