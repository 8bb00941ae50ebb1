import Detection
import TrafficModel

/// Facts with boring numbers; tests change what matters to them. Times are seconds since a fixed moment.
enum Example {
  static let epoch = Timestamp(nanoseconds: 1_795_371_971_000_000_000)

  static func time(_ seconds: Double) -> Timestamp {
    epoch.advanced(byNanoseconds: Int64((seconds * 1e9).rounded()))
  }

  static func moment(_ seconds: Double) -> Moment {
    Moment(time: time(seconds), frame: FrameReference(capture: CaptureID(rawValue: 0), number: 1))
  }

  static func extent(_ seconds: Double, lasting: Double = 0) -> Extent {
    var extent = Extent(moment(seconds))
    extent.extend(to: moment(seconds + lasting))
    return extent
  }

  static func address(_ text: String) -> IPAddress {
    let parts = text.split(separator: ".").compactMap { UInt32($0) }
    precondition(parts.count == 4, "an IPv4 address has four parts")
    return IPAddress(v4: parts.reduce(0) { $0 << 8 | $1 })
  }

  static func flow(
    client: String = "192.0.2.10", server: String = "198.51.100.7", port: UInt16 = 8080, clientPort: UInt16 = 40_000,
    at seconds: Double = 0, transport: TransportProtocol = .tcp
  ) -> FlowReference {
    let client = Endpoint(address(client), clientPort)
    let server = Endpoint(address(server), port)
    let id = FlowID(FlowKey(client, server, transport), start: time(seconds))
    return FlowReference(id: id, client: client, server: server, transport: transport)
  }

  static func session(_ flow: FlowReference = flow()) -> SessionReference {
    var session = SessionReference(
      id: RecordID(.session, flow.id, 1), basis: .header, confidence: 1, transport: .streamableLegacy)
    session.authority = UntrustedText("mcp.example:8080")
    return session
  }

  static func json(_ text: String, of fullBytes: Int? = nil) -> JSONExcerpt {
    let bytes = Array(text.utf8)
    return JSONExcerpt(text: bytes, fullBytes: fullBytes ?? bytes.count, digest: nil)
  }

  static func call(
    _ tool: String = "search", at seconds: Double = 0, lasting: Double = 0.01, arguments: String? = #"{"q":"egret"}"#,
    result: String? = #"{"content":[{"type":"text","text":"A white heron."}]}"#, resultBytes: Int? = nil,
    flow: FlowReference = flow()
  ) -> ToolCall {
    let id = RecordID(.toolCall, flow.id, UInt64(bitPattern: time(seconds).nanoseconds))
    var call = ToolCall(
      id: id, flow: flow, session: session(flow), requestID: .number(UntrustedText("2")), tool: UntrustedText(tool),
      status: .complete, extent: extent(seconds, lasting: lasting))
    call.arguments = arguments.map { json($0) }
    call.result = result.map { json($0, of: resultBytes) }
    call.isError = false
    call.started = time(seconds)
    call.firstByte = time(seconds + lasting)
    call.ended = time(seconds + lasting)
    return call
  }

  static func flowSummary(
    _ flow: FlowReference = flow(), at seconds: Double = 0, lasting: Double = 1, sent: UInt64 = 500,
    received: UInt64 = 500, service: String? = "http", name: String? = nil
  ) -> FlowSummary {
    var toServer = FlowSummary.DirectionCounts()
    toServer.payloadBytes = sent
    toServer.wireBytes = sent + 200
    toServer.frames = 5
    var toClient = toServer
    toClient.payloadBytes = received
    toClient.wireBytes = received + 200
    var summary = FlowSummary(
      flow: flow, extent: extent(seconds, lasting: lasting), state: .closed, isMidstream: false, isOneSided: false,
      toServer: toServer, toClient: toClient)
    summary.service = service
    summary.serverName = name.map { UntrustedText($0) }
    return summary
  }

  static func finding(
    _ key: String = "key", detector: DetectorID = "TST-01", severity: Severity = .low,
    subject: FindingSubject = FindingSubject(server: flow().server), at seconds: Double = 0
  ) -> Finding {
    Finding(
      detector: detector, title: "Something", severity: severity, confidence: 0.5, subject: subject,
      deduplicationKey: key, flow: flow(), extent: extent(seconds),
      evidence: Evidence(Provenance(flow: flow().id, extent: extent(seconds))), explanation: "Because.",
      falseAlarms: [], references: [])
  }
}

/// What a detector says to `events`, each claim as it was made.
func claims(_ detector: some Detector, _ events: [TrafficEvent]) -> [Finding] {
  var detector = detector
  var findings: [Finding] = []
  var speakers = Speakers()
  for event in events {
    for speaker in speakers.meet(event) { detector.meet(speaker, findings: &findings) }
    guard type(of: detector).interest.contains(TrafficEvent.Kinds(event.kind)) else { continue }
    detector.observe(event, findings: &findings)
    if let time = event.time { detector.advance(to: time, findings: &findings) }
  }
  detector.finish(findings: &findings)
  return findings
}
