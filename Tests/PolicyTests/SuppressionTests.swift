import Policy
import Testing
import TrafficModel

@Suite struct SuppressionTests {
  private func suppression(_ change: (inout Suppression.Scope) -> Void = { _ in }) -> Suppression {
    var scope = Suppression.Scope()
    change(&scope)
    return Suppression(
      detectors: ["BCN-*"], scope: scope, reason: "a poller", author: "ops", expires: Timestamp(nanoseconds: 100))
  }

  private func applies(_ suppression: Suppression, _ detector: String = "BCN-01", at time: Int64 = 99) -> Bool {
    suppression.applies(
      to: detector, server: IPAddress(parsing: "192.0.2.7"), client: nil, host: "mcp.example", tool: "poll_status",
      at: Timestamp(nanoseconds: time))
  }

  @Test func itEndsAtItsTime() {
    #expect(applies(suppression()))
    #expect(!applies(suppression(), at: 100))
  }

  @Test func itSilencesTheNamedDetectorsOnly() { #expect(!applies(suppression(), "EXF-01")) }

  @Test func everyPartOfItsScopeMustHold() {
    #expect(applies(suppression { $0.tools = ["poll_*"] }))
    #expect(!applies(suppression { $0.tools = ["search"] }))
    #expect(applies(suppression { $0.servers = [IPNetwork(IPAddress(v4: 0xc000_0207))] }))
    #expect(!applies(suppression { $0.servers = [IPNetwork(IPAddress(v4: 0xc000_0208))] }))
  }

  @Test func whatIsNotKnownIsNotCovered() {
    #expect(!applies(suppression { $0.clients = [IPNetwork(IPAddress(v4: 0xc000_0207))] }))
  }
}
