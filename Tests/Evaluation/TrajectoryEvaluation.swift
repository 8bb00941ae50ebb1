import Detection
import Foundation
import TrafficModel

/// False positives on the tool calls of harmless agent tasks over several servers.
struct TrajectoryEvaluation {
  private struct Step: Decodable {
    var task: String
    var server: String?
    var tool: String
    var args: String?
    var result: String?
  }

  private let steps: [Step]

  init(_ folder: URL) throws {
    steps = try Datasets.lines(
      folder.appendingPathComponent("tool-results/benign_trajectories.jsonl.gz"), as: Step.self)
  }

  func report() throws {
    let calls = calls
    print("## Tool calls of harmless agent tasks\n")
    print("\(calls.count) calls. Flagged at medium or above, of all calls:\n")
    print("| detector | flagged | any severity |\n| --- | --- | --- |")
    for detector in DetectorCatalog.detectors() { row(detector, calls) }
    print("\nRules of others on the same calls:\n")
    print("| rule | flagged |\n| --- | --- |")
    print("| 47 equal characters of another server's result, without asking what they are | \(copied(calls)) |")
    print("| result above three times the median of its tool | \(tripled(calls)) |")
    print("| result above 100 kB | \(share(calls) { $0.result?.fullBytes ?? 0 > 100_000 }) |")
    print(
      """

      Limits: 375 calls of 49 tasks of one benchmark, results cut at about 10 kB, times invented. No recall is stated here: what \
      must be found is in the tests of each detector and in the captures of real servers in `Captures/onward-traffic`.

      """)
  }

  private func row(_ detector: any Detector, _ calls: [ToolCall]) {
    var detector = detector
    let about = type(of: detector).about
    guard type(of: detector).interest.contains(.toolCall) else { return }
    var (severe, any) = (Share(), Share())
    for call in calls {
      var findings: [Finding] = []
      detector.observe(.toolCall(call), findings: &findings)
      severe.add(findings.contains { $0.severity >= .medium })
      any.add(!findings.isEmpty)
    }
    print("| \(about.id.rawValue) \(about.title) | \(severe) | \(any.hits) |")
  }

  private func share(_ calls: [ToolCall], _ fires: (ToolCall) -> Bool) -> Share {
    var share = Share()
    for call in calls { share.add(fires(call)) }
    return share
  }

  private func copied(_ calls: [ToolCall]) -> Share {
    var seen: [IPAddress: [UInt64: Endpoint]] = [:]
    return share(calls) { call in
      let client = call.flow.client.address
      let text = call.arguments?.text ?? []
      let marks = Fingerprints.of(PlainText.ofJSON(text, limit: text.count), key: 1)
      let isCopy = marks.contains { mark in seen[client]?[mark].map { $0 != call.flow.server } ?? false }
      let result = call.result?.text ?? []
      for mark in Fingerprints.of(PlainText.ofJSON(result, limit: result.count), key: 1) {
        seen[client, default: [:]][mark] = call.flow.server
      }
      return isCopy
    }
  }

  private func tripled(_ calls: [ToolCall]) -> Share {
    var sizes: [UntrustedText: [Double]] = [:]
    return share(calls) { call in
      let size = Double(call.result?.fullBytes ?? 0)
      let before = sizes[call.tool] ?? []
      sizes[call.tool, default: []].append(size)
      return before.count >= 3 && size > 3 * Quantiles(before).median
    }
  }

  /// Every server at an address of its own, every task a client of its own, a call every twenty seconds.
  private var calls: [ToolCall] {
    var (servers, tasks): ([String: UInt32], [String: UInt32]) = ([:], [:])
    return steps.enumerated().map { index, step in
      let name = step.server ?? "router"
      let server = servers[name] ?? UInt32(servers.count)
      servers[name] = server
      let task = tasks[step.task] ?? UInt32(tasks.count)
      tasks[step.task] = task
      return call(step, index, client: IPAddress(v4: 0xc000_0201 + task), server: IPAddress(v4: 0xc633_6401 + server))
    }
  }

  private func call(_ step: Step, _ index: Int, client: IPAddress, server: IPAddress) -> ToolCall {
    let time = Timestamp(nanoseconds: 1_795_000_000_000_000_000 + Int64(index) * 20_000_000_000)
    let flow = FlowReference(
      id: FlowID(rawValue: UInt64(index)), client: Endpoint(client, 40_000), server: Endpoint(server, 443),
      transport: .tcp)
    let session = SessionReference(
      id: RecordID(rawValue: UInt64(index)), basis: .inferred, confidence: 1, transport: .streamableLegacy)
    var call = ToolCall(
      id: RecordID(rawValue: UInt64(index)), flow: flow, session: session, requestID: .null,
      tool: UntrustedText(step.tool), status: .complete,
      extent: Extent(Moment(time: time, frame: FrameReference(capture: CaptureID(rawValue: 0), number: 1))))
    call.arguments = excerpt(step.args ?? "{}")
    let text = try? JSONEncoder().encode(["text": step.result ?? ""])
    call.result = text.map { excerpt(String(decoding: $0, as: UTF8.self)) }
    call.isError = false
    call.started = time
    call.ended = time
    return call
  }

  private func excerpt(_ text: String) -> JSONExcerpt {
    let bytes = Array(text.utf8)
    return JSONExcerpt(text: bytes, fullBytes: bytes.count, digest: nil)
  }
}
