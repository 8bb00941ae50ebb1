import Foundation
import Testing

/// Alerts of real findings to real receivers on this machine.
@Suite(.enabled(if: Tool.python != nil, "python3 is not installed"))
struct AlertTests {
  private let egret: EgretCommand

  init() throws { egret = try EgretCommand() }

  /// Of one server: the first holds its list of tools, the second the call of a tool that is not in it, which is a finding of
  /// medium severity.
  private static let captures = ["damaged/lost-frames", "streamable-http/resume-last-event-id"]

  private func analyze(_ configuration: String, _ more: String...) throws -> Tool.Result {
    let paths = try Self.captures.map { try #require(CaptureScenario.named($0)).capture.path }
    return try egret.run(["analyze"] + paths + ["--quiet", "--config", configuration] + more)
  }

  @Test(arguments: ["unix", "udp", "tcp"]) func syslogTakesFindings(kind: String) throws {
    let receiver = try AlertReceiver()
    let address =
      kind == "unix" ? "unix:\(receiver.folder("log").path)" : "\(kind)://127.0.0.1:\(try receiver.port(kind))"
    let file = try receiver.configuration("alerts: [{syslog: \"\(address)\", facility: auth}]\n")
    #expect(try analyze(file).status == 0)
    try eventually("alerts come") { !receiver.messages(kind).isEmpty }
    let message = try #require(receiver.messages(kind).first)
    #expect(message.hasPrefix("<36>1 2026-11-"))
    #expect(message.contains(#" finding [egret@32473 id="Z"#))
    #expect(message.contains(#"detector="SHD-03" severity="medium""#))
  }

  @Test(.enabled(if: Tool(named: "openssl") != nil, "openssl is not installed"))
  func syslogOverTLSTakesFindingsOfThoseWhoKnowItsCertificate() throws {
    let receiver = try AlertReceiver()
    let port = try receiver.port("tls")
    let own = receiver.folder("certificate.pem").path
    let known = try receiver.configuration("alerts: [{syslog: \"tls://localhost:\(port)\", ca: \(own)}]\n")
    #expect(try analyze(known).status == 0)
    try eventually("alerts come") { !receiver.messages("tls").isEmpty }
    let count = receiver.messages("tls").count
    let unknown = try receiver.configuration("alerts: [{syslog: \"tls://localhost:\(port)\"}]\n")
    #expect(try analyze(unknown).errors.contains("certificate"))
    #expect(receiver.messages("tls").count == count)
  }

  @Test func webhooksAreTriedAgain() throws {
    let receiver = try AlertReceiver("fail=2")
    let token = try receiver.folder.write(Array("t0ken\n".utf8), to: "token")
    chmod(token.path, 0o600)
    let port = try receiver.port("webhook")
    let file = try receiver.configuration(
      "alerts: [{webhook: \"http://127.0.0.1:\(port)/in\", token_file: \(token.path)}]\n")
    let result = try analyze(file)
    // The second failure comes with the last try of the first run: what waits is sent by the next.
    #expect(result.errors.contains("it answered 503"))
    _ = try analyze(file)
    let post = try #require(receiver.posts().first)
    #expect(post.contains(#""authorization": "Bearer t0ken""#) && post.contains(#""event_type": "finding""#))
  }

  /// The run that nobody heard leaves its alerts on disk; the next one delivers them.
  @Test func alertsWaitOnDiskWhileNobodyListens() throws {
    let receiver = try AlertReceiver()
    let port = try receiver.port("webhook")
    receiver.end()
    let file = try receiver.configuration(
      "alerts: [{webhook: \"http://127.0.0.1:\(port)/\", spool: \(receiver.folder("spool").path)}]\n")
    let result = try analyze(file, "--format", "ndjson")
    #expect(result.errors.contains("wait on disk for the next run"))
    #expect(result.output.contains("\"event_type\":\"finding\""))
    let other = try AlertReceiver()
    let later = try other.configuration(
      "alerts: [{webhook: \"http://127.0.0.1:\(try other.port("webhook"))/\", spool: \(receiver.folder("spool").path)}]\n"
    )
    let quiet = try #require(CaptureScenario.named("streamable-http/json-replies")).capture
    #expect(try egret("analyze", quiet.path, "--quiet", "--config", later).status == 0)
    #expect(other.posts().contains { $0.contains("SHD-03") })
    let left = try FileManager.default.contentsOfDirectory(atPath: receiver.folder("spool").path)
    #expect(left == [".lock"])
  }

  @Test func aReceiverThatHangsLosesNoRecords() throws {
    let receiver = try AlertReceiver("hang")
    let file = try receiver.configuration(
      "alerts: [{webhook: \"http://127.0.0.1:\(try receiver.port("webhook"))/\"}]\n")
    let result = try analyze(file, "--format", "ndjson")
    let plain = try analyze(try receiver.configuration("alerts: []\n"), "--format", "ndjson")
    #expect(result.output == plain.output)
    #expect(result.errors.contains("wait on disk"))
  }

  @Test func aFileTakesWholeRecordsAndTheNumberHeldBack() throws {
    let receiver = try AlertReceiver()
    let path = receiver.folder("alerts.ndjson").path
    let file = try receiver.configuration(
      "alerts: [{file: \(path), minimum: info, burst: 1, per_minute: 0}]\n")
    let records = try analyze(file, "--format", "ndjson").output
    let findings = records.split(separator: "\n").filter { $0.contains(#""event_type":"finding""#) }
    try #require(findings.count > 1)
    let lines = try receiver.folder.text("alerts.ndjson").split(separator: "\n")
    #expect(lines.first == findings.first)
    let counts = lines.dropFirst().compactMap { line in
      line.hasPrefix(#"{"event_type":"alerts_held_back","count":"#)
        ? Int(line.dropFirst(#"{"event_type":"alerts_held_back","count":"#.count).dropLast()) : nil
    }
    // A finding that went on is stated again, but told once.
    let told = Set(
      findings.compactMap { line in line.components(separatedBy: "\"uid\":\"").dropFirst().first?.prefix(14) })
    #expect(counts.reduce(0, +) == told.count - 1)
  }

  /// The capture is of November 2026.
  @Test(arguments: [("2026-12-31", true), ("2026-11-01", false)])
  func suppressionsHoldForAlertsAndForTheExitStatusUntilTheyExpire(expires: String, holds: Bool) throws {
    let receiver = try AlertReceiver()
    let path = receiver.folder("alerts.ndjson").path
    let file = try receiver.configuration(
      """
      alerts: [{file: \(path)}]
      suppressions: [{detectors: ["SHD-*"], reason: known, author: ops, expires: \(expires)}]

      """)
    let result = try analyze(file, "--fail-on", "medium")
    #expect(result.status == (holds ? 0 : 1))
    let told = (try? receiver.folder.text("alerts.ndjson")) ?? ""
    #expect(told.contains("SHD-03") != holds)
  }

  @Test func aTokenThatOthersCanReadIsRefused() throws {
    let receiver = try AlertReceiver()
    let token = try receiver.folder.write(Array("t".utf8), to: "token")
    chmod(token.path, 0o644)
    let file = try receiver.configuration("alerts: [{webhook: \"http://127.0.0.1:1/\", token_file: \(token.path)}]\n")
    let result = try analyze(file)
    #expect(result.status == 2)
    #expect(result.errors.contains("others can read it"))
  }
}
