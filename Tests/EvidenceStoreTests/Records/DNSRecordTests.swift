import EvidenceStore
import SchemaValidation
import Testing
import TrafficModel

@Suite struct DNSRecordTests {
  @Test func anAnswerSaysWhatWasAskedAndWhatCameBack() throws {
    let dns = try members(record(.dns(Example.dnsExchange())))
    #expect(dns["event_type"] as? String == "dns")
    #expect(dns["qname"] as? String == "mcp.example")
    #expect(dns["qtype"] as? String == "A")
    #expect(dns["rcode"] as? String == "NOERROR")
    #expect(dns["status"] as? String == "answered")
    #expect(dns["duration_ms"] as? Double == 4.5)
    let answers = try #require(dns["answers"] as? [[String: Any]])
    #expect(answers.map { $0["data"] as? String } == ["edge.example", "198.51.100.7"])
  }

  @Test func everyKindOfAnswerHasItsText() throws {
    let dns = try members(record(.dns(Example.fullDNSExchange)))
    let answers = try #require(dns["answers"] as? [[String: Any]])
    #expect(
      answers.map { $0["data"] as? String } == [
        "1 . alpn=h2,h3 port=8443 hints=198.51.100.7 ech", "10 mail.example", "1 2 443 host.example", "v=spf1 -all",
        "ns.example root 9", nil,
      ])
    #expect(answers.last?["type"] as? String == "TYPE65280")
  }

  @Test func aQuestionWithoutAnswerHasNoCode() throws {
    let dns = try members(record(.dns(Example.bareDNSExchange)))
    #expect(dns["rcode"] as? String == nil)
    #expect(dns["status"] as? String == "unanswered")
    #expect(dns["ttl"] as? Int == nil)
    #expect((dns["answers"] as? [Any])?.isEmpty == true)
  }
}
