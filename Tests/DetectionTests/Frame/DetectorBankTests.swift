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

    mutating func observe(_ event: TrafficEvent, findings: inout [Finding]) {
      switch event {
      case .flow(let flow): findings.append(Example.finding("\(flow.flow.client.port)", at: 1))
      case .finding(let finding): findings.append(Example.finding("about \(finding.deduplicationKey)", at: 2))
      default: Issue.record("not asked for")
      }
    }
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

  @Test func everyDetectorHasAnIDOfItsOwnAndSaysWhatItDoes() {
    let about = DetectorCatalog.descriptions
    #expect(Set(about.map(\.id)).count == about.count)
    for description in about {
      #expect(!description.fires.isEmpty && !description.staysSilent.isEmpty && !description.falseAlarms.isEmpty)
      #expect(!description.references.isEmpty, "\(description.id.rawValue)")
    }
  }
}
