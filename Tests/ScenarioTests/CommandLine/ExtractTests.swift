import Foundation
import Testing

/// `egret extract`: what it writes can be read by others, and holds no more than was asked for.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"))
struct ExtractTests {
  private struct Record: Decodable {
    var flow_id: String?
    var session_uid: String?
    var community_id: String?
    var result_sha256: String?
  }

  static let encrypted = CaptureScenario.all.filter { $0.keys != nil }

  private func results(_ capture: URL, keys: [URL] = []) throws -> [String?] {
    try AnalysisRun([capture], keys: keys).records("tool_call", as: Record.self).map(\.result_sha256)
      .sorted { ($0 ?? "") < ($1 ?? "") }
  }

  @Test("with the keys in it, the capture needs no other", arguments: encrypted)
  func withKeys(scenario: CaptureScenario) throws {
    let egret = try EgretCommand()
    let (output, keys) = (egret.folder("out.pcapng"), try #require(scenario.keys))
    let result = try egret(
      "extract", scenario.capture.path, "-w", output.path, "--with-keys", "--keylog", keys.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    let expected = try results(scenario.capture, keys: [keys])
    // Whom the server refuses, it answers no call.
    let refused = ["authorization/jwt-expired-control", "authorization/discovery-of-metadata-service"]
    #expect(expected.isEmpty == refused.contains(scenario.name))
    #expect(try !AnalysisRun([output]).records("http", as: Record.self).isEmpty)
    #expect(try results(output) == expected)
    let facts = try FileManager.default.attributesOfItem(atPath: output.path)
    #expect(facts[.posixPermissions] as? Int == 0o600)
  }

  @Test("decrypted, it is read without any key", arguments: encrypted)
  func decrypted(scenario: CaptureScenario) throws {
    let egret = try EgretCommand()
    let (output, keys) = (egret.folder("out.pcapng"), try #require(scenario.keys))
    let result = try egret("extract", scenario.capture.path, "-w", output.path, "--decrypt", "--keylog", keys.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try results(output) == results(scenario.capture, keys: [keys]))
  }

  @Test(
    "tshark reads the same requests from all three",
    .enabled(if: Tool.tshark != nil, "tshark is not installed"), arguments: encrypted)
  func tshark(scenario: CaptureScenario) throws {
    let egret = try EgretCommand()
    let keys = try #require(scenario.keys).path
    let requests = { (file: String, options: [String]) in
      let fields = ["-T", "fields", "-e", "http.request.method", "-e", "http2.headers.method"]
      let text = try #require(Tool.tshark).run(["-n", "-r", file] + options + fields).output
      return text.split { "\n\t,".contains($0) }.map(String.init)
    }
    let expected = try requests(scenario.capture.path, ["-o", "tls.keylog_file:\(keys)"])
    #expect(!expected.isEmpty)
    for (name, option) in [("keys.pcapng", "--with-keys"), ("plain.pcapng", "--decrypt")] {
      let output = egret.folder(name).path
      _ = try egret("extract", scenario.capture.path, "-w", output, option, "--keylog", keys)
      // tshark looks for HTTP/2 on ports of TLS and of HTTP; in the clear, this one has to be told to be the latter.
      let hint = option == "--decrypt" ? ["-d", "tcp.port==8443,http"] : []
      #expect(try requests(output, hint) == expected, "\(option)")
    }
  }

  @Test func theSecretsOfOtherFlowsStayOut() throws {
    let egret = try EgretCommand()
    let scenario = try #require(CaptureScenario.named("tls/tls13-http1"))
    let keys = try #require(scenario.keys)
    let flows = try AnalysisRun([scenario.capture], keys: [keys]).records("flow", as: Record.self).compactMap(\.flow_id)
    let output = egret.folder("out.pcapng")
    let result = try egret(
      "extract", scenario.capture.path, "-w", output.path, "--flow", flows[0], "--with-keys", "--keylog", keys.path)
    #expect(result.errors.contains("of 1 flow, 4 secrets"), "\(result.errors)")
    let written = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    let sessions = try String(contentsOf: keys, encoding: .utf8).split(separator: "\n").compactMap { line in
      line.hasPrefix("#") ? nil : line.split(separator: " ").dropFirst().first
    }
    #expect(Set(sessions).count { written.contains($0) } == 1)
    #expect(Set(sessions).count > 1)
  }

  @Test("what is selected is what is written", arguments: ["--flow", "--session", "--community-id", "--host"])
  func selection(option: String) throws {
    let egret = try EgretCommand()
    let scenario = try #require(CaptureScenario.named("streamable-http/two-clients"))
    // Names of sessions depend on the key that `egret` hashes with.
    let records = try egret("analyze", scenario.capture.path, "--format", "ndjson").output.split(separator: "\n")
    let first = try #require(records.first { $0.contains(#""event_type":"tool_call""#) })
    let call = try JSONDecoder().decode(Record.self, from: Data(first.utf8))
    let value =
      switch option {
      case "--flow": try #require(call.flow_id)
      case "--session": try #require(call.session_uid)
      case "--community-id": try #require(call.community_id)
      default: "192.0.2.80:8000"
      }
    let output = egret.folder("out.pcapng")
    let result = try egret("extract", scenario.capture.path, "-w", output.path, option, value)
    #expect(result.status == 0, "\(result.errors)")
    let written = try AnalysisRun([output]).records("flow", as: Record.self)
    let all = try AnalysisRun([scenario.capture]).records("flow", as: Record.self)
    switch option {
    case "--host": #expect(written.count == all.count)
    case "--session": #expect(written.count > 1 && written.count < all.count)
    default: #expect(written.map(\.community_id) == [call.community_id])
    }
  }

  @Test func framesAreCopiedAsTheyWere() throws {
    let egret = try EgretCommand()
    let scenario = try #require(CaptureScenario.named("links/vxlan"))
    let output = egret.folder("out.pcapng")
    _ = try egret("extract", scenario.capture.path, "-w", output.path)
    #expect(try results(output) == results(scenario.capture))
  }

  @Test(
    "what cannot be done is said",
    arguments: [
      (["-"], "give files instead"), (["CAPTURE", "--flow", "F0000000000000"], "no flow fits"),
      (["CAPTURE", "--with-keys", "--decrypt"], "need no keys"),
    ])
  func usage(arguments: [String], says: String) throws {
    let egret = try EgretCommand()
    let output = egret.folder("out.pcapng")
    let capture = try EgretCommand.example().path
    let result = try egret.run(["extract", "-w", output.path] + arguments.map { $0 == "CAPTURE" ? capture : $0 })
    #expect(result.status == 2)
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: output.path))
  }

  @Test func aCaptureIsNeverOverwritten() throws {
    let egret = try EgretCommand()
    let output = egret.folder("out.pcapng")
    try Data("mine".utf8).write(to: output)
    let result = try egret("extract", EgretCommand.example().path, "-w", output.path)
    #expect(result.status == 4)
    #expect(try egret.folder.text("out.pcapng") == "mine")
  }
}
