import Detection
import SignatureMatching
import Testing
import TrafficModel

/// "A beacon, then a result that goes elsewhere, then a destination never seen before" is a rule that an analyst can write.
@Suite struct FindingCorrelationTests {
  private static func part(_ name: String, _ detector: String) -> String {
    """
    title: \(name)
    name: \(name)
    logsource: { product: mcp, category: mcp_finding }
    detection: { selection: { detector: \(detector) }, condition: selection }
    ---

    """
  }

  private static let rules =
    part("beacon", "BCN-01") + part("taint", "EXF-02") + part("egress", "EXF-07") + """
      title: Tasked and carried off
      name: tasked
      level: critical
      correlation:
        type: temporal_ordered
        rules: [beacon, taint, egress]
        group-by: [src_ip]
        timespan: 1h
      """

  private static func finding(_ detector: String, at minutes: Int64, client: UInt32 = 0xc000_020a) -> Finding {
    let time = Timestamp(nanoseconds: 1_795_371_971_000_000_000).advanced(byNanoseconds: minutes * 60_000_000_000)
    let endpoint = Endpoint(IPAddress(v4: client), 40_000)
    let server = Endpoint(IPAddress(v4: 0xc633_6407), 8_080)
    let flow = FlowReference(
      id: FlowID(FlowKey(endpoint, server, .tcp), start: time), client: endpoint, server: server, transport: .tcp)
    let extent = Extent(Moment(time: time, frame: FrameReference(capture: CaptureID(rawValue: 0), number: 7)))
    return Finding(
      detector: DetectorID(rawValue: detector), title: "found", severity: .medium, confidence: 0.5,
      subject: FindingSubject(client: endpoint.address, server: server), deduplicationKey: "k", flow: flow,
      extent: extent, evidence: Evidence(Provenance(flow: flow.id, extent: extent)), explanation: "because",
      falseAlarms: [], references: [])
  }

  private static func told(_ findings: [Finding]) throws -> [Finding] {
    let set = try Rule.set(rules)
    #expect(set.refusals.isEmpty)
    var detector = SignatureDetector(set)
    var told: [Finding] = []
    for finding in findings { detector.observe(.finding(finding), findings: &told) }
    detector.finish(findings: &told)
    return told
  }

  @Test func inThisOrderItIsOneFinding() throws {
    let told = try Self.told([
      Self.finding("BCN-01", at: 0), Self.finding("EXF-02", at: 10), Self.finding("EXF-07", at: 20),
    ])
    #expect(told.map(\.detector) == ["SIG-tasked"])
    #expect(told.first?.severity == .critical)
    #expect(told.first?.evidence.items.count == 3)
  }

  @Test func inAnotherOrderOrTooLateOrOfDifferentClientsItIsNone() throws {
    #expect(
      try Self.told([Self.finding("EXF-07", at: 0), Self.finding("EXF-02", at: 10), Self.finding("BCN-01", at: 20)])
        .isEmpty)
    #expect(
      try Self.told([Self.finding("BCN-01", at: 0), Self.finding("EXF-02", at: 10), Self.finding("EXF-07", at: 90)])
        .isEmpty)
    #expect(
      try Self.told([
        Self.finding("BCN-01", at: 0), Self.finding("EXF-02", at: 10, client: 0xc000_020b),
        Self.finding("EXF-07", at: 20),
      ]).isEmpty)
  }
}
