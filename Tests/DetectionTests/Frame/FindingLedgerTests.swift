import Detection
import Policy
import Testing
import TrafficModel

@Suite struct FindingLedgerTests {
  @Test func theSameFactIsStatedOnce() {
    var ledger = FindingLedger()
    let first = ledger.enter(Example.finding())
    let again = ledger.enter(Example.finding(at: 5))
    #expect(first != nil && again == nil)
  }

  @Test func whatBecomesWorseIsStatedAgainUnderTheSameName() throws {
    var ledger = FindingLedger()
    let stated = ledger.enter(Example.finding())
    let worse = ledger.enter(Example.finding(severity: .high, at: 5))
    let first = try #require(stated)
    let second = try #require(worse)
    #expect(second.id == first.id)
    #expect(second.severity == .high)
    #expect(second.occurrences == 2)
    #expect(second.extent.start == first.extent.start)
  }

  @Test func whatWentOnIsStatedOnceMoreAtTheEnd() {
    var ledger = FindingLedger()
    _ = ledger.enter(Example.finding("once"))
    for second in 0..<5 { _ = ledger.enter(Example.finding("often", at: Double(second))) }
    var findings: [Finding] = []
    ledger.finish(into: &findings)
    #expect(findings.map(\.occurrences) == [5])
  }

  @Test("a flood about one server is folded into one finding that counts", arguments: [(20, 20), (21, 21), (500, 21)])
  func floods(claims: Int, stated: Int) {
    var ledger = FindingLedger()
    var findings = (0..<claims).compactMap { ledger.enter(Example.finding("key \($0)")) }
    #expect(findings.count == stated)
    ledger.finish(into: &findings)
    #expect(findings.last.map(\.occurrences) == UInt64(max(1, claims - 20)))
  }

  private func aboutServer(_ number: Int, at second: Double = 0) -> Finding {
    let server = Endpoint(IPAddress(v4: 0x0a00_0000 + UInt32(number)), 8_080)
    return Example.finding("key", subject: FindingSubject(server: server), at: second)
  }

  @Test func aFloodOverManyServersIsFoldedIntoOneFindingThatCounts() {
    var ledger = FindingLedger()
    var findings = (0..<3_000).compactMap { ledger.enter(aboutServer($0)) }
    #expect(findings.count == 1_001)
    findings.removeAll()
    ledger.finish(into: &findings)
    #expect(findings.map(\.occurrences) == [2_000])
    #expect(findings.first?.subject == FindingSubject())
  }

  @Test func floodsAreCountedAnewTheNextDay() {
    var ledger = FindingLedger()
    for number in 0..<1_500 { _ = ledger.enter(aboutServer(number)) }
    #expect(ledger.enter(aboutServer(2_000, at: 80_000)) == nil)
    #expect(ledger.enter(aboutServer(3_000, at: 90_000))?.subject.server != nil)
  }

  @Test func whatIsNewTakesThePlaceOfWhatWasSilentLongest() {
    var limits = FindingLimits()
    limits.findings = 16
    var ledger = FindingLedger(limits: limits)
    let first = ledger.enter(aboutServer(0))
    _ = ledger.enter(aboutServer(0, at: 0.5))
    for number in 1..<100 { #expect(ledger.enter(aboutServer(number, at: Double(number))) != nil) }
    #expect(ledger.enter(aboutServer(99, at: 100)) == nil, "it is remembered")
    var findings: [Finding] = []
    ledger.finish(into: &findings)
    #expect(findings.contains { $0.id == first?.id && $0.occurrences == 2 }, "what is forgotten is counted first")
    #expect(ledger.enter(aboutServer(0, at: 101))?.id == first?.id, "and stated again under its name")
  }

  @Test("a suppression holds within its scope and its time", arguments: [(10.0, true), (99.0, true), (100.0, false)])
  func suppressions(second: Double, isSuppressed: Bool) {
    var scope = Suppression.Scope()
    scope.servers = [IPNetwork(Example.flow().server.address)]
    let suppression = Suppression(
      detectors: ["TST-*"], scope: scope, reason: "known", author: "alice", expires: Example.time(100))
    let policy = FindingPolicy(suppressions: [suppression])
    var ledger = FindingLedger(policy: policy)
    let known = ledger.enter(Example.finding(at: second))
    let other = ledger.enter(Example.finding(detector: "OTH-01", at: second))
    #expect((known?.suppression != nil) == isSuppressed)
    #expect(other != nil && other?.suppression == nil)
  }

  @Test func lessThanTheThresholdIsNotStated() {
    var ledger = FindingLedger(policy: FindingPolicy(minimumSeverity: .medium))
    let low = ledger.enter(Example.finding())
    let medium = ledger.enter(Example.finding(severity: .medium))
    #expect(low == nil && medium != nil)
  }
}
