import Detection
import Policy
import Testing
import TrafficModel

@Suite struct HostActivityDetectorTests {
  static let host = IPAddress(v4: 0x0a63_0001)
  static let other = Endpoint(IPAddress(v4: 0xcb00_7109), 443)
  static let python = "/opt/mcp/python"

  static func setup() -> DetectionSetup {
    var server = ServerPolicy(name: "search")
    server.addresses = [IPNetwork(host)]
    server.listen = [PortRange(8080)]
    server.executable = python
    server.children = ["/usr/bin/git"]
    var setup = DetectionSetup()
    setup.egress = EgressPolicy(servers: [server])
    return setup
  }

  static func moment(_ second: Int64, _ frame: UInt64 = 1) -> Moment {
    Moment(
      time: Timestamp(nanoseconds: second * 1_000_000_000),
      frame: FrameReference(capture: CaptureID(rawValue: 0), number: frame))
  }

  static func event(_ second: Int64, _ action: HostEvent.Action, by program: String, key: String) -> HostEvent {
    let line = FrameReference(capture: CaptureID(rawValue: 1), number: UInt64(second))
    var event = HostEvent(
      time: moment(second).time, serial: UInt64(second), action: action, succeeded: true,
      process: HostProcess(pid: 7, executable: UntrustedText(program)),
      provenance: Provenance(flow: FlowID(rawValue: 0), firstFrame: line, lastFrame: line))
    event.key = UntrustedText(key)
    return event
  }

  static func flow(_ second: Int64, to server: Endpoint = other) -> TrafficEvent {
    var extent = Extent(moment(second))
    extent.extend(to: moment(second + 1, 5))
    let reference = FlowReference(
      id: FlowID(rawValue: UInt64(second)), client: Endpoint(host, 40_000), server: server, transport: .tcp)
    return .flow(
      FlowSummary(
        flow: reference, extent: extent, state: .closed, isMidstream: false, isOneSided: false,
        toServer: FlowSummary.DirectionCounts(), toClient: FlowSummary.DirectionCounts()))
  }

  static func run(_ events: [HostEvent], _ flows: [TrafficEvent]) -> [Finding] {
    var detector = HostActivityDetector(
      events, span: moment(0).time...moment(1_000).time, setup())
    var findings: [Finding] = []
    for flow in flows { detector.observe(flow, findings: &findings) }
    detector.finish(findings: &findings)
    return findings
  }

  static func connect(_ second: Int64, _ program: String = python, to endpoint: Endpoint = other) -> HostEvent {
    event(second, .connect(endpoint), by: program, key: "egret-search-net")
  }

  @Test func aFlowThatItsProcessOpenedIsSilentAndAttributed() {
    #expect(Self.run([Self.connect(10)], [Self.flow(10)]).isEmpty)
    let attribution = FlowAttribution([Self.connect(10)], policy: Self.setup().egress)
    guard case .flow(let flow) = attribution.attributing(Self.flow(10)) else { return }
    #expect(flow.value.process?.pid == 7)
    guard case .flow(let late) = attribution.attributing(Self.flow(20)) else { return }
    #expect(late.value.process == nil)
  }

  @Test func aFlowThatNoAuditedProcessOpenedIsTold() {
    let findings = Self.run([Self.connect(10)], [Self.flow(10), Self.flow(100)])
    #expect(findings.map(\.detector) == ["HST-02"])
    #expect(findings.first?.flow?.id == FlowID(rawValue: 100))
  }

  @Test func clientsOfTheServerOnItsOwnMachineAreNotItsFlows() {
    #expect(Self.run([Self.connect(10)], [Self.flow(10), Self.flow(100, to: Endpoint(Self.host, 8080))]).isEmpty)
  }

  @Test func aServerThatTheLogDoesNotWatchIsNotJudged() {
    #expect(Self.run([], [Self.flow(10)]).isEmpty)
  }

  @Test("of the addresses of a name that are tried at once, one is used, and the others are nothing to tell")
  func addressesOfOneName() {
    let sibling = Endpoint(IPAddress(v4: 0xcb00_710a), 443)
    let findings = Self.run(
      [Self.connect(10), Self.connect(50, to: sibling), Self.connect(50), Self.connect(100)],
      [Self.flow(10), Self.flow(50), Self.flow(100)])
    #expect(findings.isEmpty)
    let otherPort = Endpoint(IPAddress(v4: 0xcb00_710a), 8443)
    let told = Self.run(
      [Self.connect(10), Self.connect(50, to: otherPort), Self.connect(50), Self.connect(100)],
      [Self.flow(10), Self.flow(50), Self.flow(100)])
    #expect(told.map(\.detector) == ["HST-01"])
  }

  @Test("a socket that is connected to no address reaches nothing", arguments: ["0.0.0.0", "::"])
  func noAddress(text: String) throws {
    let nowhere = Endpoint(try #require(IPAddress(parsing: text)), 443)
    let events = [Self.connect(10, "/usr/bin/curl", to: nowhere), Self.connect(11), Self.connect(100)]
    #expect(Self.run(events, [Self.flow(11), Self.flow(100)]).isEmpty)
  }

  @Test func aConnectThatNoCaptureShowsIsTold() {
    let elsewhere = Endpoint(IPAddress(v4: 0xcb00_710a), 443)
    let findings = Self.run(
      [Self.connect(10), Self.connect(50, to: elsewhere), Self.connect(100)], [Self.flow(10), Self.flow(100)])
    #expect(findings.map(\.detector) == ["HST-01"])
    #expect(findings.first?.evidence.items.first?.firstFrame.number == 50)
  }

  @Test(
    "outside the capture, on loopback, for names: nothing is said",
    arguments: [
      (5, Endpoint(IPAddress(v4: 0xcb00_710a), 443)), (50, Endpoint(IPAddress(v4: 0x7f00_0001), 5432)),
      (50, Endpoint(IPAddress(v4: 0xcb00_710a), 53)),
    ] as [(Int64, Endpoint)])
  func unseenIsExpected(second: Int64, endpoint: Endpoint) {
    #expect(
      Self.run(
        [Self.connect(10), Self.connect(second, to: endpoint), Self.connect(100)], [Self.flow(10), Self.flow(100)]
      ).isEmpty)
  }

  @Test(
    "programs are judged by what they are for",
    arguments: [
      ("/usr/bin/curl", Severity.high), ("/usr/bin/python3.11", .high), ("/usr/bin/dig2", .medium),
    ])
  func unknownProgram(program: String, severity: Severity) {
    let findings = Self.run([Self.connect(10, program)], [Self.flow(10)])
    #expect(findings.map(\.detector) == ["HST-03"])
    #expect(findings.first?.severity == severity)
  }

  @Test func childrenOfThePolicyAreKnown() {
    #expect(Self.run([Self.connect(10, "/usr/bin/git")], [Self.flow(10)]).isEmpty)
  }

  @Test(
    "a definition that changes after a write is one story; without one it is the write alone", arguments: [true, false])
  func changeOnDisk(changes: Bool) {
    let write = Self.event(
      50, .changeFile(path: UntrustedText("/app/tools/a.py")), by: "/usr/bin/vi", key: "egret-search-tools")
    let server = Endpoint(Self.host, 8080)
    let flow = FlowReference(id: FlowID(rawValue: 1), client: Self.other, server: server, transport: .tcp)
    let session = SessionReference(
      id: RecordID(rawValue: 1), basis: .inferred, confidence: 1, transport: .streamableLegacy)
    var definition = ToolDefinition(
      id: RecordID(rawValue: 2), flow: flow, session: session, tool: UntrustedText("search"), digest: Digest([1]),
      definition: JSONExcerpt(text: [], fullBytes: 0, digest: nil), firstSeen: Self.moment(60).time,
      extent: Extent(Self.moment(60, 9)))
    definition.changedFrom = changes ? Digest([2]) : nil
    let findings = Self.run([write], [.toolDefinition(definition)])
    #expect(findings.map(\.detector) == [changes ? "HST-04" : "HST-05"])
    #expect(findings.first?.evidence.items.count == (changes ? 2 : 1))
  }
}
