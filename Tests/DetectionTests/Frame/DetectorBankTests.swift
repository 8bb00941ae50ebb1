import Detection
import Testing
import TrafficModel

@Suite struct DetectorBankTests {
  /// Claims something of every flow, and something of every claim.
  struct Echo: Detector {
    static let about = DetectorDescription(
      id: "TST-02", title: "Echo", severity: .low, fires: "always", staysSilent: "never", falseAlarms: [],
      references: [])
    static let interest: TrafficEvent.Kinds = [.flow, .finding]

    mutating func observe(_ flow: FlowSummary, findings: inout [Finding]) {
      findings.append(Example.finding("\(flow.flow.client.port)", at: 1))
    }

    mutating func observe(_ finding: Finding, findings: inout [Finding]) {
      findings.append(Example.finding("about \(finding.deduplicationKey)", at: 2))
    }

    mutating func observe(_ call: ToolCall, findings: inout [Finding]) { Issue.record("not asked for") }
  }

  @Test func findingsCanLeadToFindingsButNotWithoutEnd() {
    var bank = DetectorBank([Echo()])
    var findings: [Finding] = []
    bank.observe(.flow(Example.flowSummary()), findings: &findings)
    #expect(findings.map(\.deduplicationKey) == ["40000", "about 40000", "about about 40000"])
  }

  @Test func aDetectorSeesOnlyWhatItAskedFor() {
    var bank = DetectorBank([Echo()])
    var findings: [Finding] = []
    bank.observe(.toolCall(Example.call()), findings: &findings)
    #expect(findings.isEmpty)
  }

  /// Claims who was met and what was seen since.
  struct Host: Detector {
    static let about = DetectorDescription(
      id: "TST-03", title: "Host", severity: .low, fires: "always", staysSilent: "never", falseAlarms: [],
      references: [])
    static let interest: TrafficEvent.Kinds = [.toolCall, .http]
    var name: String

    mutating func meet(_ speaker: Speaker, findings: inout [Finding]) {
      let who = if case .server = speaker { "server" } else { "client" }
      findings.append(Example.finding("\(name) meets the \(who)", at: 1))
    }

    mutating func observe(_ call: ToolCall, findings: inout [Finding]) {
      findings.append(Example.finding("\(name) sees the call", at: 1))
    }
  }

  @Test func speakersAreMetOnceByEachDetectorBeforeItSeesTheEvent() {
    var bank = DetectorBank([Host(name: "one"), Host(name: "two")])
    var findings: [Finding] = []
    bank.observe(.toolCall(Example.call()), findings: &findings)
    bank.observe(.toolCall(Example.call()), findings: &findings)
    #expect(
      findings.map(\.deduplicationKey) == [
        "one meets the client", "one meets the server", "one sees the call", "two meets the client",
        "two meets the server", "two sees the call",
      ])
  }

  @Test func whoIsActiveIsMetAgainBeforeItIsForgottenAmongOthers() {
    var speakers = Speakers()
    let own = TrafficEvent.toolCall(Example.call())
    #expect(speakers.meet(own).count == 2)
    #expect(speakers.meet(own).isEmpty)
    var again = 0
    for index in 0..<Speakers.limit {
      let flow = Example.flow(server: "198.18.\(index / 256 % 256).\(index % 256)")
      _ = speakers.meet(.toolCall(Example.call(flow: flow)))
      again += speakers.meet(own).count { if case .server = $0 { true } else { false } }
    }
    #expect(again >= 1 && again <= 3)
  }

  /// A rule over events of any kind.
  struct Rule: EventDetector {
    static let about = DetectorDescription(
      id: "TST-04", title: "Rule", severity: .low, fires: "always", staysSilent: "never", falseAlarms: [],
      references: [])
    static let interest: TrafficEvent.Kinds = [.toolCall, .flow]

    mutating func observe(_ event: TrafficEvent, reading: ExcerptReader, findings: inout [Finding]) {
      findings.append(Example.finding("\(event.kind)", at: 1))
    }
  }

  @Test func aRuleSeesEventsAmongDetectorsThatSeeFacts() {
    var bank = DetectorBank([Rule(), Echo()])
    var findings: [Finding] = []
    bank.observe(.toolCall(Example.call()), findings: &findings)
    bank.observe(.flow(Example.flowSummary()), findings: &findings)
    #expect(findings.map(\.deduplicationKey).prefix(3) == ["toolCall", "about toolCall", "about about toolCall"])
    #expect(findings.contains { $0.deduplicationKey == "flow" })
  }

  @Test func everyDetectorHasAnIDOfItsOwnAndSaysWhatItDoes() {
    let about = DetectorCatalog.descriptions
    #expect(Set(about.map(\.id)).count == about.count)
    for description in about {
      #expect(!description.fires.isEmpty && !description.staysSilent.isEmpty && !description.falseAlarms.isEmpty)
      #expect(!description.references.isEmpty, "\(description.id.rawValue)")
    }
  }
}
