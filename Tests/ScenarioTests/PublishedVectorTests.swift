import EvidenceStore
import Foundation
import Testing
import TrafficModel

/// Names and fingerprints of flows are those that their authors published for their own captures.
@Suite(.enabled(if: TestFolders.publicCaptures != nil, "no captures of other projects: set EGRET_PUBLIC_CAPTURES"))
struct PublishedVectorTests {
  private struct CommunityRow: Decodable {
    var proto: UInt8
    var saddr: String
    var daddr: String
    var sport: UInt16?
    var dport: UInt16?
    var communityid: String
  }

  private struct FlowRecord: Decodable {
    var community_id: String
    var src_ip: String
    var src_port: UInt16
    var dest_ip: String
    var dest_port: UInt16
    var proto: String

    var ends: Set<String> { ["\(src_ip) \(src_port)", "\(dest_ip) \(dest_port)"] }
  }

  private struct TLSRecord: Decodable {
    var src_port: UInt16
    var dest_ip: String
    var ja4: String?
  }

  private static func folder(_ name: String) -> URL {
    (TestFolders.publicCaptures ?? URL(fileURLWithPath: "/nonexistent")).appendingPathComponent(name)
  }

  /// Flows are TCP and UDP; what the vectors say of other protocols has no flow here.
  @Test("Community ID of every flow in the author's captures", arguments: ["tcp", "udp", "ipv6"])
  func communityID(name: String) throws {
    let data = try Data(contentsOf: Self.folder("community-id/baseline/baseline_deflt.json"))
    let rows = try JSONDecoder().decode([CommunityRow].self, from: data).filter { [6, 17].contains($0.proto) }
    let known = Dictionary(
      rows.map { (Set(["\($0.saddr) \($0.sport ?? 0)", "\($0.daddr) \($0.dport ?? 0)"]), $0.communityid) }
    ) { first, _ in first }
    let run = try AnalysisRun([Self.folder("community-id/pcaps/\(name).pcap")])
    var compared = 0
    for flow in try run.records("flow", as: FlowRecord.self) {
      guard let expected = known[flow.ends] else { continue }
      #expect(flow.community_id == expected, "\(flow.ends)")
      compared += 1
    }
    #expect(compared > 0 || rows.isEmpty)
  }

  @Test(
    "JA4 of every handshake in the author's captures",
    arguments: [
      "badcurveball.pcap", "http2-with-cookies.pcapng", "tls-alpn-h2.pcap", "tls-handshake.pcapng", "tls-sni.pcapng",
      "tls12.pcap",
    ])
  func ja4(name: String) throws {
    let papers = Self.folder("ja4/expected/python__test__testdata__\(name).json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: papers)) as? [[String: Any]])
    let run = try AnalysisRun([Self.folder("ja4/\(name)")])
    let handshakes = try run.records("tls", as: TLSRecord.self)
    var compared = 0
    for row in rows {
      guard let port = (row["srcport"] as? String).flatMap({ UInt16($0) }), let server = row["dst"] as? String else {
        continue
      }
      // `JA4.2` is of the hello that answers a HelloRetryRequest; to us that is one handshake, with the first hello's.
      guard let expected = row["JA4.1"] as? String else { continue }
      let found = handshakes.filter { $0.src_port == port && $0.dest_ip == server }.compactMap(\.ja4)
      #expect(found.contains(expected), "\(server) from port \(port): \(found)")
      compared += 1
    }
    #expect(compared > 0)
  }
}
