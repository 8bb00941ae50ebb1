import Foundation
import Testing
import TrafficForge
import TrafficModel

/// An independent dissector reads what the forge writes, with checksums checked.
@Suite(.enabled(if: Tshark.isInstalled, "tshark is not installed"))
struct TsharkAgreementTests {
  private static let links: [LinkLayer] = [
    .ethernet, .vlan([7]), .vlan([100, 7]), .linuxSLL, .linuxSLL2, .null, .loop, .raw,
  ]

  private func dialogue(_ wire: TrafficForge, _ era: MCPDialogue.Era, _ replies: MCPDialogue.ReplyForm) -> MCPDialogue {
    var dialogue = MCPDialogue(era, replies: replies, wire: wire)
    dialogue.opens()
    dialogue.lists(["search"])
    dialogue.calls("search", arguments: #"{"query":"egret"}"#, answer: String(repeating: "Reiher ", count: 700))
    dialogue.closes()
    return dialogue
  }

  @Test(
    "every link layer, both address families, without a complaint", arguments: links, ["192.0.2.10", "2001:db8::10"])
  func frames(link: LinkLayer, client: String) throws {
    let server: ForgedAddress = client.contains(":") ? "[2001:db8::7]:8080" : "198.51.100.7:8080"
    let wire = TrafficForge(client: ForgedAddress(client), server: server)
    let dialogue = dialogue(wire, .session("0123456789abcdef"), .json)
    let rows = try Tshark.fields(["http.request.method", "_ws.expert.severity"], of: dialogue.wire.capture(over: link))
    #expect(rows.compactMap(\.first).filter { !$0.isEmpty } == ["POST", "POST", "POST", "POST", "DELETE"])
    // 0x00800000 and above: errors; 0x00600000: warnings.
    #expect(rows.allSatisfy { !$0[1].contains("8388608") && !$0[1].contains("6291456") })
  }

  @Test(
    "every encoding, both eras, both forms of reply", arguments: CaptureEncoding.all, MCPDialogue.ReplyForm.allCases)
  func encodings(encoding: CaptureEncoding, replies: MCPDialogue.ReplyForm) throws {
    let dialogue = dialogue(TrafficForge(), .stateless, replies)
    let capture = dialogue.wire.capture(encoding: encoding)
    let rows = try Tshark.fields(["http.response.code", "frame.time_epoch"], of: capture)
    #expect(rows.compactMap(\.first).filter { !$0.isEmpty } == ["200", "200", "200"])
    #expect(rows[0][1].hasPrefix("1780000000.000000"))
  }
}

enum Tshark {
  static let path = ["/usr/bin/tshark", "/usr/local/bin/tshark"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  static var isInstalled: Bool { path != nil }

  /// The columns of each frame; tshark verifies IPv4 and TCP checksums.
  static func fields(_ names: [String], of capture: [UInt8]) throws -> [[String]] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pcap")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(capture).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments =
      ["-n", "-r", file.path, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-T", "fields"]
      + names.flatMap { ["-e", $0] }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
