import Foundation
import Testing

/// Names that were asked for, what was answered, and what QUIC says in its first packets, as tshark tells it.
@Suite(.enabled(if: Tool.tshark != nil, "tshark is not installed"))
struct DatagramDifferentialTests {
  private struct DNSRecord: Decodable {
    struct Answer: Decodable {
      var type: String
      var data: String?
    }
    var qname: String
    var qtype_number: Int
    var rcode: String?
    var answer_count: Int?
    var answers: [Answer]?
  }

  private struct TLSRecord: Decodable {
    var proto: String
    var sni: String?
    var alpn_offered: [String]?
    var ja3: String?
    var ja4: String?
  }

  struct Capture: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var url: URL
  }

  static let captures: [Capture] = {
    let own = CaptureScenario.named("not-mcp/names-and-quic").map {
      [Capture(testDescription: $0.name, url: $0.capture)]
    }
    let others = ["wireshark/dns_port.pcap", "ja4/quic-tls-handshake.pcapng", "community-id/pcaps/udp.pcap"]
    return (own ?? [])
      + others.compactMap { name in
        TestFolders.publicCaptures.map { Capture(testDescription: name, url: $0.appendingPathComponent(name)) }
      }
  }()

  private func rows(_ capture: Capture, _ filter: String, _ fields: [String]) throws -> [[Substring]] {
    let text = try #require(Tool.tshark).run(
      ["-n", "-r", capture.url.path, "-Y", filter, "-T", "fields"] + fields.flatMap { ["-e", $0] }
    ).output
    return text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
  }

  @Test("the same questions, codes and counts of answers", arguments: captures)
  func names(capture: Capture) throws {
    let rows = try rows(
      capture, "dns && !mdns && dns.flags.response == 1",
      ["dns.qry.name", "dns.qry.type", "dns.flags.rcode", "dns.count.answers"])
    let codes = ["NOERROR": "0", "FORMERR": "1", "SERVFAIL": "2", "NXDOMAIN": "3", "NOTIMP": "4", "REFUSED": "5"]
    let ours = try AnalysisRun([capture.url]).records("dns", as: DNSRecord.self).filter { $0.rcode != nil }
    let spelled = ours.map { "\($0.qname) \($0.qtype_number) \(codes[$0.rcode ?? ""] ?? "?") \($0.answer_count ?? 0)" }
    #expect(spelled.sorted() == rows.map { $0.joined(separator: " ") }.sorted())
  }

  @Test("the same addresses", arguments: captures)
  func addresses(capture: Capture) throws {
    let fields = ["dns.count.answers", "dns.a", "dns.aaaa"]
    let rows = try rows(capture, "dns && !mdns && dns.flags.response == 1", fields)
    // The addresses that follow those of the answers stand beside them (glue), and are not what was asked for.
    let theirs = rows.flatMap { row in
      row.dropFirst().flatMap { $0.split(separator: ",").prefix(Int(row[0]) ?? 0).map(String.init) }
    }
    let answers = try AnalysisRun([capture.url]).records("dns", as: DNSRecord.self).flatMap { $0.answers ?? [] }
    #expect(answers.filter { ["A", "AAAA"].contains($0.type) }.compactMap(\.data).sorted() == theirs.sorted())
  }

  @Test("the same name, protocols and JA3 of QUIC's hello", arguments: captures)
  func hellos(capture: Capture) throws {
    let rows = try rows(
      capture, "quic && tls.handshake.type == 1",
      ["tls.handshake.extensions_server_name", "tls.handshake.extensions_alpn_str", "tls.handshake.ja3"])
    let ours = try AnalysisRun([capture.url]).records("tls", as: TLSRecord.self).filter { $0.proto == "udp" }
    let spelled = ours.map { [$0.sni ?? "", ($0.alpn_offered ?? []).joined(separator: ","), $0.ja3 ?? ""] }
    #expect(Set(spelled) == Set(rows.map { $0.map(String.init) }))
    #expect(ours.allSatisfy { $0.ja4?.hasPrefix("q") == true })
  }
}
