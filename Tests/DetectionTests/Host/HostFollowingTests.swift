import Detection
import Policy
import Testing
import TrafficModel

/// The log is followed beside the capture: what was done is told at once, what is missing after a while.
@Suite struct HostFollowingTests {
  private typealias Example = HostActivityDetectorTests

  private static func detector() -> HostActivityDetector { HostActivityDetector([], span: nil, Example.setup()) }

  /// The capture began at second 0 and has come to `second`.
  private static func sightings(
    _ events: [HostEvent] = [], at second: Int64?, open: Set<Endpoint> = [], until last: Int64 = 1_000
  ) -> HostSightings {
    var sightings = HostSightings(events, logSpan: Example.moment(0).time...Example.moment(last).time)
    sightings.captured = second.map { Example.moment(0).time...Example.moment($0).time }
    sightings.openServers = open
    return sightings
  }

  private func told(_ steps: [Any]) -> [[String]] {
    var detector = Self.detector()
    return steps.map { step in
      var findings: [Finding] = []
      if let sightings = step as? HostSightings { detector.observe(sightings, findings: &findings) }
      if let event = step as? TrafficEvent { detector.observe(event, findings: &findings) }
      return findings.map(\.detector.rawValue)
    }
  }

  @Test func programsAndChangedFilesAreToldAtOnce() {
    let write = Example.event(
      50, .changeFile(path: UntrustedText("/app/tools/a.py")), by: "/usr/bin/vi", key: "egret-search-tools")
    #expect(told([Self.sightings([Example.connect(10, "/usr/bin/curl"), write], at: nil)]) == [["HST-03", "HST-05"]])
  }

  @Test func aConnectIsUnseenOnlyWhenTheCaptureHadTimeToShowIt() {
    #expect(
      told([Self.sightings([Example.connect(10)], at: 11), Self.sightings(at: 14), Self.sightings(at: 16)])
        == [[], [], ["HST-01"]])
  }

  @Test func aFlowThatIsStillOpenShowsItsConnect() {
    #expect(
      told([Self.sightings([Example.connect(10)], at: 11), Self.sightings(at: 16, open: [Example.other])]) == [[], []])
  }

  @Test func aFlowThatHasEndedShowsItsConnect() {
    #expect(
      told([Self.sightings([Example.connect(10)], at: 11), Example.flow(10), Self.sightings(at: 16)]) == [[], [], []])
  }

  @Test func aFlowIsUnexplainedOnlyWhenTheLogHadTimeToTell() {
    #expect(
      told([
        Self.sightings([Example.connect(10)], at: 11, open: [Example.other]), Example.flow(10), Example.flow(100),
        Self.sightings(at: 103), Self.sightings(at: 107),
      ]) == [[], [], [], [], ["HST-02"]])
    #expect(
      told([
        Self.sightings([Example.connect(10)], at: 11, open: [Example.other]), Example.flow(10), Example.flow(100),
        Self.sightings([Example.connect(100)], at: 103), Self.sightings(at: 107),
      ]) == [[], [], [], [], []])
  }

  @Test func aFlowOfATimeThatTheLogDoesNotTellOfIsNotJudged() {
    #expect(
      told([
        Self.sightings([Example.connect(10)], at: 11, open: [Example.other], until: 50), Example.flow(10),
        Example.flow(100), Self.sightings(at: 107, until: 50),
      ]) == [[], [], [], []])
  }

  @Test func ofManyConnectsTheLaterHalfIsRemembered() {
    var connections = HostConnections([], policy: Example.setup().egress, limit: 100)
    for second in 1...100 { connections.add(Example.connect(Int64(second))) }
    let source = Example.host
    #expect(connections.connect(from: source, to: Example.other, at: Example.moment(1).time) != nil)
    #expect(connections.forgottenBefore == nil)
    connections.add(Example.connect(101))
    #expect(connections.connect(from: source, to: Example.other, at: Example.moment(1).time) == nil)
    #expect(connections.connect(from: source, to: Example.other, at: Example.moment(101).time) != nil)
    #expect(connections.forgottenBefore == Example.moment(51).time)
  }
}
