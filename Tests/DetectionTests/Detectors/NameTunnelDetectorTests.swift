import Detection
import Testing
import TrafficForge
import TrafficModel

@Suite struct NameTunnelDetectorTests {
  func query(_ name: String, type: UInt16 = 1, at seconds: Double) -> TrafficEvent {
    let flow = Example.flow(server: "198.51.100.53", port: 53, at: seconds, transport: .udp)
    return .dns(
      DNSExchange(
        flow: flow, extent: Example.extent(seconds), messageID: 1, name: UntrustedText(name),
        type: DNSRecordType(rawValue: type), classNumber: 1, status: .answered, isMulticast: false))
  }

  func label(_ seed: UInt64, _ length: Int) -> String {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("abcdefghijklmnopqrstuvwxyz234567")
    return String((0..<length).map { _ in letters.randomElement(using: &generator) ?? "a" })
  }

  @Test func aTunnelOfLongRandomTextQueriesIsFound() {
    let events = (0..<120).map { query("\(label(UInt64($0), 50)).t.evil.example", type: 16, at: Double($0)) }
    let findings = claims(NameTunnelDetector(), events)
    #expect(findings.map(\.severity).max() == .high)
    #expect(findings.first?.subject.destination == UntrustedText("evil.example"))
  }

  @Test func theSameNamesAgainAndAgainCarryNothing() {
    let events = (0..<5_000).map { query("\(label(UInt64($0 % 20), 50)).cdn.example", at: Double($0) / 10) }
    #expect(claims(NameTunnelDetector(), events).isEmpty)
  }

  @Test func manyDifferentWebSitesAreNoTunnel() {
    let events = (0..<3_000).map { query("www.site\($0).example\($0).com", at: Double($0) / 10) }
    #expect(claims(NameTunnelDetector(), events).isEmpty)
  }

  @Test func aDripBelowTheHourlyLimitIsNotClaimed() {
    let events = (0..<200).map { query("\(label(UInt64($0), 30)).drip.example", at: Double($0) * 60) }
    #expect(claims(NameTunnelDetector(), events).isEmpty)
  }

  @Test(
    "registered domains",
    arguments: [("a.b.example.com", "example.com"), ("a.example.co.uk", "example.co.uk"), ("com", "com"), ("", "")])
  func domains(name: String, expected: String) { #expect(HostName.registered(name) == expected) }
}
