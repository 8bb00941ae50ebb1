extension TrafficFacts {
  private struct StatsRecord: Decodable { var received: Int }

  private struct FlowRecord: Decodable {
    var src_ip: String
    var src_port: Int
    var dest_ip: String
    var dest_port: Int
    var proto: String
    var payload_bytes_toserver: Int
    var payload_bytes_toclient: Int
  }

  private struct HTTPRecord: Decodable {
    struct Message: Decodable {
      var completeness: String
      var body_bytes: Int?
      var isComplete: Bool { completeness == "complete" }
    }
    var flow_id: String
    var frames: [Int]
    var method: String?
    var status: Int?
    var request: Message
    var response: Message

    func covers(_ range: [Int]) -> Bool {
      guard let first = frames.first, let last = frames.last else { return false }
      return range.allSatisfy { first <= $0 && $0 <= last }
    }
  }

  private struct ResultRecord: Decodable {
    var flow_id: String
    var frames: [Int]
    var result_sha256: String?
  }

  /// As our records tell.
  init(_ run: AnalysisRun) throws {
    frames = try run.records("stats", as: StatsRecord.self).reduce(0) { $0 + $1.received }
    let flows = try run.records("flow", as: FlowRecord.self).filter { $0.proto == "tcp" }
    tcpFlows = flows.count
    for flow in flows {
      let (client, server) = ("\(flow.src_ip):\(flow.src_port)", "\(flow.dest_ip):\(flow.dest_port)")
      payloadBytes["\(client)>\(server)", default: 0] += flow.payload_bytes_toserver
      payloadBytes["\(server)>\(client)", default: 0] += flow.payload_bytes_toclient
    }
    payloadBytes = payloadBytes.filter { $0.value > 0 }
    let exchanges = try run.records("http", as: HTTPRecord.self)
    methods = exchanges.compactMap(\.method).sorted()
    // tshark tells of a response when it has ended, and never of one that was given up.
    statuses = exchanges.filter(\.response.isComplete).compactMap(\.status).filter { $0 >= 200 || $0 == 101 }.sorted()
    let complete = exchanges.flatMap { [$0.request, $0.response] }.filter(\.isComplete)
    bodyBytes = complete.compactMap(\.body_bytes).filter { $0 > 0 }.sorted()
    // Results that came in a body which is whole: SDKs stop reading an event stream after its last event.
    resultDigests = Set(
      try run.records("tool_call", as: ResultRecord.self).filter { call in
        exchanges.contains { $0.response.isComplete && $0.flow_id == call.flow_id && $0.covers(call.frames) }
      }.compactMap(\.result_sha256))
  }
}
