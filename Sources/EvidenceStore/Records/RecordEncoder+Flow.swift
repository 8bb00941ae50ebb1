internal import TrafficModel

extension RecordEncoder {
  mutating func append(_ flow: FlowSummary, to line: inout RecordBuffer) {
    begin(
      "flow", RecordName(flow.flow.id), at: flow.extent.start, flow: flow.flow, extent: flow.extent, to: &line)
    line.key("start")
    line.time(flow.extent.start)
    line.key("end")
    line.time(flow.extent.end)
    line.key("duration_ms")
    line.milliseconds(flow.extent.durationNanoseconds)
    line.key("state")
    line.string(escaping: flow.state.rawValue)
    appendIfTrue("midstream", flow.isMidstream, to: &line)
    appendIfTrue("one_sided", flow.isOneSided, to: &line)
    append(flow.toServer, flow.toClient, to: &line)
    line.key("service")
    if let service = flow.service { line.string(escaping: service) } else { line.null() }
    append("server_name", flow.serverName, to: &line)
    if let decryption = flow.decryption { append(decryption, to: &line) }
    if let process = flow.process { append(process, to: &line) }
    if let process = flow.serverProcess { appendServer(process, to: &line) }
    guard !flow.tunnels.isEmpty else { return }
    line.key("tunnels")
    line.beginArray()
    for tunnel in flow.tunnels { line.string(escaping: tunnel) }
    line.endArray()
  }

  private mutating func append(_ process: HostProcess, to line: inout RecordBuffer) {
    append("process_pid", UInt64(process.pid), to: &line)
    append("process_executable", process.executable, to: &line)
    append("process_user", process.user, to: &line)
    line.key("process_basis")
    line.string(escaping: process.basis.rawValue)
  }

  private mutating func appendServer(_ process: HostProcess, to line: inout RecordBuffer) {
    append("server_process_pid", UInt64(process.pid), to: &line)
    append("server_process_executable", process.executable, to: &line)
    append("server_process_user", process.user, to: &line)
    line.key("server_process_basis")
    line.string(escaping: process.basis.rawValue)
  }

  private func append(
    _ toServer: FlowSummary.DirectionCounts, _ toClient: FlowSummary.DirectionCounts, to line: inout RecordBuffer
  ) {
    append("pkts_toserver", toServer.frames, to: &line)
    append("pkts_toclient", toClient.frames, to: &line)
    append("bytes_toserver", toServer.wireBytes, to: &line)
    append("bytes_toclient", toClient.wireBytes, to: &line)
    append("payload_bytes_toserver", toServer.payloadBytes, to: &line)
    append("payload_bytes_toclient", toClient.payloadBytes, to: &line)
    append("gaps", toServer.gaps &+ toClient.gaps, to: &line)
    append("gap_bytes_toserver", toServer.gapBytes, to: &line)
    append("gap_bytes_toclient", toClient.gapBytes, to: &line)
    appendUnlessZero("repeated_bytes_toserver", toServer.repeatedBytes, to: &line)
    appendUnlessZero("repeated_bytes_toclient", toClient.repeatedBytes, to: &line)
  }
}
