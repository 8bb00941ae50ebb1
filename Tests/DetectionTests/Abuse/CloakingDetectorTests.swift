import Detection
import Testing
import TrafficModel

@Suite struct CloakingDetectorTests {
  private func findings(_ lists: MCPMessage...) -> [Finding] {
    claims(CloakingDetector(), lists.map { .message($0) })
  }

  @Test func twoListsWhileOneIsPromisedToAllAreAClaim() throws {
    let found = findings(
      Example.list(["add", "read"], scope: "public", ttlMs: 60_000, at: 0),
      Example.list(["add", "wipe"], scope: "public", ttlMs: 60_000, client: "192.0.2.11", at: 30))
    let finding = try #require(found.first)
    #expect(finding.severity == .high)
    #expect(finding.evidence.items.count == 2)
  }

  @Test func aListThatHasExpiredMayBeAnother() {
    #expect(
      findings(
        Example.list(["add"], scope: "public", ttlMs: 60_000, at: 0),
        Example.list(["add", "wipe"], scope: "public", ttlMs: 60_000, client: "192.0.2.11", at: 61)
      ).isEmpty)
  }

  @Test func eachItsOwnInTurnIsAClaimWithoutAnyPromise() {
    #expect(
      findings(
        Example.list(["add"], at: 0), Example.list(["add", "wipe"], client: "192.0.2.11", at: 10),
        Example.list(["add"], at: 20)
      ).count == 1)
  }

  @Test func aChangeThatAllSeeIsNone() {
    #expect(
      findings(
        Example.list(["add"], at: 0), Example.list(["add"], client: "192.0.2.11", at: 5),
        Example.list(["add", "wipe"], client: "192.0.2.11", at: 10), Example.list(["add", "wipe"], at: 20)
      ).isEmpty)
  }

  @Test func theOrderOfToolsIsNoDifference() {
    #expect(
      findings(
        Example.list(["add", "read"], scope: "public", ttlMs: 60_000, at: 0),
        Example.list(["read", "add"], scope: "public", ttlMs: 60_000, client: "192.0.2.11", at: 1)
      ).isEmpty)
  }
}
