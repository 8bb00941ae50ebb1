import Detection
import Testing
import TrafficModel

@Suite struct DowngradeDetectorTests {
  private func session(_ revision: String, client: String = "1.0") -> TrafficEvent {
    let flow = Example.flow()
    var reference = Example.session(flow)
    reference.revision = ProtocolRevision(revision)
    reference.client = Implementation(name: UntrustedText("c"), version: UntrustedText(client), title: nil)
    return .session(
      MCPSession(
        session: reference, flow: flow, extent: Example.extent(1), counts: MCPSession.Counts(), ending: .closed))
  }

  @Test func anOlderRevisionOfTheSameProgramsIsAClaim() {
    #expect(claims(DowngradeDetector(), [session("2025-11-25"), session("2025-03-26")]).map(\.severity) == [.low])
  }

  @Test func theSameNewerOrAnotherProgramIsNone() {
    #expect(claims(DowngradeDetector(), [session("2025-03-26"), session("2025-11-25"), session("2025-11-25")]).isEmpty)
    #expect(claims(DowngradeDetector(), [session("2025-11-25"), session("2025-03-26", client: "0.9")]).isEmpty)
  }
}
