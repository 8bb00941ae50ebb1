import ByteParsing
import CaptureFiles
import EvidenceStore
import Foundation
import MCPDissection
import OfflineAnalysis
import PacketDecoding
import TLSDecryption
import Testing
import TrafficModel

/// What was inside TLS is what tshark finds there with the same secrets.
@Suite(.enabled(if: Tool.tshark != nil, "tshark is not installed"))
struct DecryptionDifferentialTests {
  private struct HTTPRecord: Decodable {
    struct Message: Decodable {
      var completeness: String
      var body_wire_bytes: Int
    }
    var method: String?
    var status: Int?
    var `protocol`: String
    var encrypted: Bool?
    var request: Message
    var response: Message
  }

  private struct TLSRecord: Decodable {
    var ja3: String?
    var ja3s: String?
    var decrypted: Bool
  }

  private func fields(_ capture: KeyedCapture, _ names: [String], filter: String) throws -> [[Substring]] {
    var options = ["-n", "-2", "-r", capture.capture.path, "-o", "tcp.reassemble_out_of_order:TRUE", "-Y", filter]
    if let keys = capture.keys { options += ["-o", "tls.keylog_file:\(keys.path)"] }
    let text = try #require(Tool.tshark).run(options + ["-T", "fields"] + names.flatMap { ["-e", $0] }).output
    return text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
  }

  /// Segments with payload of the decrypted capture: one for each record of application data.
  private func records(_ capture: KeyedCapture) throws -> Int {
    let folder = try TemporaryFolder()
    let secrets = SecretStore()
    if let keys = capture.keys { _ = try KeyLogFiles([keys.path]).load(into: secrets) }
    let output = folder("plain.pcapng")
    _ = try CaptureExtraction(hasher: SecretHasher(key: [1]), secrets: secrets)
      .run([capture.capture.path], FlowSelection(), as: .plaintext, to: output.path)
    var reader = try CaptureFileReader(path: output.path, as: CaptureID(rawValue: 0))
    var count = 0
    while try reader.advance() == .frame {
      reader.withFrame { frame, header in
        guard header.linkType == .raw,
          case .segment(let segment) = FrameDecoder.decode(
            frame, linkType: header.linkType, wireLength: header.wireLength)
        else { return }
        if segment.payload.capturedLength > 0 { count += 1 }
      }
    }
    return count
  }

  @Test("as many records of application data", arguments: KeyedCapture.all)
  func records(capture: KeyedCapture) throws {
    let rows = try fields(capture, ["tls.record.content_type"], filter: "tls.app_data")
    // Of TLS 1.3 tshark tells the type inside where it could open the record.
    let theirs = rows.reduce(0) { $0 + $1[0].split(separator: ",").count { $0 == "23" } }
    guard !isExcused(.records, capture) else { return }
    #expect(try records(capture) == theirs)
  }

  @Test("the same requests, answers and bytes of bodies", arguments: KeyedCapture.all)
  func bodies(capture: KeyedCapture) throws {
    let run = try AnalysisRun([capture.capture], keys: [capture.keys].compactMap(\.self))
    // The proxy's other leg is in the clear, and compared elsewhere.
    let exchanges = try run.records("http", as: HTTPRecord.self).filter { $0.encrypted == true }
    let names = [
      "http.request.method", "http2.headers.method", "http.response.code", "http2.headers.status", "http2.type",
      "http2.length", "http.content_length_header", "http.chunk_size",
    ]
    let rows = try fields(capture, names, filter: "tls && (http || http2)")
    let split = { (row: [Substring], column: Int) in row[column].split(separator: ",") }
    let methods = rows.flatMap { split($0, 0) + split($0, 1) }.map(String.init).sorted()
    #expect(exchanges.compactMap(\.method).sorted() == methods)
    let statuses = rows.flatMap { split($0, 2) + split($0, 3) }.compactMap { Int($0) }.filter { $0 >= 200 }.sorted()
    // Over HTTP/1 tshark tells of a response when it has ended, and never of one that goes on.
    let told = { (message: HTTPRecord.Message, exchange: HTTPRecord) in
      message.completeness == "complete" || exchange.protocol == "2"
    }
    #expect(exchanges.filter { told($0.response, $0) }.compactMap(\.status).sorted() == statuses)
    let data = rows.flatMap { row in zip(split(row, 4), split(row, 5)).filter { $0.0 == "0" }.map(\.1) }
    let lengths = rows.flatMap { split($0, 6) + split($0, 7) }
    let theirs = (data + lengths).reduce(0) { $0 + (Int($1) ?? 0) }
    let ours = exchanges.flatMap { exchange in
      [exchange.request, exchange.response].filter { told($0, exchange) }.map(\.body_wire_bytes)
    }
    #expect(ours.reduce(0, +) == theirs || isExcused(.lengths, capture))
  }

  @Test("the same JA3 and JA3S", arguments: KeyedCapture.all)
  func fingerprints(capture: KeyedCapture) throws {
    let rows = try fields(
      capture, ["tls.handshake.ja3", "tls.handshake.ja3s"], filter: "tls.handshake.type == 1 || tls.handshake.type == 2"
    )
    let run = try AnalysisRun([capture.capture], keys: [capture.keys].compactMap(\.self))
    let handshakes = try run.records("tls", as: TLSRecord.self)
    #expect(Set(handshakes.compactMap(\.ja3)) == Set(rows.map { String($0[0]) }.filter { !$0.isEmpty }))
    #expect(Set(handshakes.compactMap(\.ja3s)) == Set(rows.map { String($0[1]) }.filter { !$0.isEmpty }))
    #expect(handshakes.allSatisfy(\.decrypted) || isExcused(.decryption, capture))
  }

  private enum Aspect { case records, lengths, decryption }

  /// What we and tshark say differently, and why that is right.
  private static let exceptions: [(captures: Set<String>, aspects: Set<Aspect>, reason: String)] = [
    (
      ["tls13-20-chacha20poly1305.pcap"], [.records, .decryption],
      "draft 20 of TLS 1.3: its key schedule has other labels, nothing speaks it any more, and its record says why not"
    ),
    (
      ["tls12-dsb.pcapng"], [.lengths],
      "answers to HEAD tell of a length and have no body; tshark has no field for that"
    ),
  ]

  private func isExcused(_ aspect: Aspect, _ capture: KeyedCapture) -> Bool {
    Self.exceptions.contains { $0.captures.contains(capture.name) && $0.aspects.contains(aspect) }
  }
}
