import EvidenceStore
import Foundation
import Testing
import TrafficForge
import TrafficModel

/// A ring that grows is analyzed as if it had been there from the start, whatever happens to the process meanwhile.
@Suite(.enabled(if: Tool.egret != nil, "egret was not built beside the tests"), .serialized)
struct FollowingTests {
  private let folder: TemporaryFolder
  private let ring: URL
  private let store: URL
  private let output: URL

  init() throws {
    folder = try TemporaryFolder()
    ring = try folder.makeFolder("ring")
    store = folder("evidence.db")
    output = folder("records.ndjson")
  }

  private func feeder(_ profile: TrafficProfile = .churn, stretch: Int64) throws -> RingFeeder {
    let capture = folder("forged.pcap")
    _ = try profile.forge(to: capture.path, extent: .init(bytes: 1_500_000, connections: 500))
    return try RingFeeder(capture, stretch: stretch)
  }

  private func follow() throws -> RunningEgret {
    try RunningEgret(
      ["analyze", "--follow", ring.path, "--store", store.path, "-o", output.path, "--quiet"], state: folder.url)
  }

  private func offline() throws -> RecordSet {
    let egret = try #require(Tool.egret)
    let result = try egret.run(
      ["analyze", ring.path, "--format", "ndjson", "--quiet"], environment: ["XDG_STATE_HOME": folder.url.path])
    return RecordSet(result.output, folder: ring)
  }

  private func followed() throws -> RecordSet {
    RecordSet(try String(contentsOf: output, encoding: .utf8), folder: ring)
  }

  /// Whether everything was read and written that is in the ring.
  private func isRead(_ frames: Int, framesPerFile: Int) throws -> Bool {
    guard FileManager.default.fileExists(atPath: store.path),
      let database = try? EvidenceDatabase(path: store.path, access: .read),
      let reached = try? database.checkpoint(of: ring.resolvingSymlinksInPath().path)?.reached
    else { return false }
    let last = String(format: "ring_%05d.pcap", (frames - 1) / framesPerFile)
    return reached.file == last && reached.frame == UInt64((frames - 1) % framesPerFile + 1)
  }

  @Test func aGrowingRingGivesTheRecordsOfAFinishedOne() throws {
    let feeder = try feeder(stretch: 1)
    let process = try follow()
    try feeder.feed(ring, framesPerFile: 700) { if $0 % 100 == 0 { usleep(5_000) } }
    try eventually("the ring is read") { try isRead(feeder.frames, framesPerFile: 700) }
    #expect(process.end() == 0)
    let expected = try offline()
    #expect(expected.lines.count > 500)
    #expect(try followed().lines == expected.lines)
  }

  /// In a capture stretched over an hour, sessions and flows end while the process is away, and what is read again is
  /// only a part.
  @Test(
    "killed at any moment, nothing is missing and nothing comes twice",
    arguments: zip([TrafficProfile.churn, .mix, .churn], [1, 400, 9_000] as [Int64]))
  func killed(profile: TrafficProfile, stretch: Int64) throws {
    var generator = SeededGenerator(seed: UInt64(stretch))
    let feeder = try feeder(profile, stretch: stretch)
    var process = try follow()
    var kills = 0
    var next = Int.random(in: 50...600, using: &generator)
    try feeder.feed(ring, framesPerFile: 300) { index in
      if index % 20 == 0 { usleep(2_000) }
      guard index >= next, kills < 6 else { return }
      // Now and then right after it began, or when it has just written.
      usleep(UInt32.random(in: 0...300_000, using: &generator))
      process.die()
      kills += 1
      next = index + Int.random(in: 50...600, using: &generator)
      if let again = try? follow() { process = again }
    }
    try eventually("the ring is read") { try isRead(feeder.frames, framesPerFile: 300) }
    #expect(process.end() == 0)
    #expect(kills > 2)
    let expected = try offline()
    let found = try followed()
    #expect(found.repeated.isEmpty)
    #expect(Set(found.lines).symmetricDifference(expected.lines).isEmpty)
  }

  @Test func aRunThatWasEndedInOrderGoesOn() throws {
    let feeder = try feeder(stretch: 400)
    var process = try follow()
    var ends = 0
    try feeder.feed(ring, framesPerFile: 300) { index in
      if index % 20 == 0 { usleep(1_000) }
      guard index % 700 == 699 else { return }
      #expect(process.end() == 0)
      ends += 1
      if let again = try? follow() { process = again }
    }
    try eventually("the ring is read") { try isRead(feeder.frames, framesPerFile: 300) }
    #expect(process.end() == 0)
    #expect(ends > 1)
    let expected = try offline()
    let found = try followed()
    #expect(found.repeated.isEmpty)
    #expect(Set(found.lines) == Set(expected.lines))
  }

  /// Every flow is over, and stated as unread, when its key comes.
  @Test func whatKeysThatComeLateOpenIsReadAgainFromTheRing() throws {
    let source = TestFolders.captures.appendingPathComponent("tls/tls13-http1")
    let keys = folder("keys.log")
    try Data().write(to: keys)
    chmod(keys.path, 0o600)
    let process = try RunningEgret(
      ["analyze", "--follow", ring.path, "--store", store.path, "--keylog", keys.path, "--quiet"], state: folder.url)
    try copy(source.appendingPathComponent("capture.pcap"), "ring_1.pcap")
    // Traffic of ten minutes later: what is closed is stated by then.
    try copy(TestFolders.captures.appendingPathComponent("streamable-http/http-errors/capture.pcap"), "ring_2.pcap")
    try eventually("the flows are stated as unread") {
      try stored(.flow).contains { $0.contains(#""dest_port":8443"#) && $0.contains(#""decryption":"no-key""#) }
    }
    #expect(try encryptedCalls().isEmpty)
    try Data(contentsOf: source.appendingPathComponent("keys.log")).write(to: keys)
    try eventually("the ring is read again") { try encryptedCalls().count == 4 }
    #expect(process.end() == 0)
    #expect(try encryptedCalls() == ["chart_text", "search_notices", "tide_table", "tide_table"])
    #expect(try stored(.flow).allSatisfy { !$0.contains(#""decryption":"no-key""#) })
  }

  private func stored(_ kind: TrafficEvent.Kind) throws -> [String] {
    // The store may not be finished yet.
    guard FileManager.default.fileExists(atPath: store.path),
      let database = try? EvidenceDatabase(path: store.path, access: .read)
    else { return [] }
    var records: [String] = []
    try StoreQuestions(database).forEachRecord(kind, in: .all) { records.append($0) }
    return records
  }

  /// The tools that were called over TLS, sorted.
  private func encryptedCalls() throws -> [String] {
    try stored(.toolCall).filter { $0.contains(#""dest_port":8443"#) }.compactMap { record in
      record.components(separatedBy: #""tool":""#).dropFirst().first?.components(separatedBy: "\"").first
    }.sorted()
  }

  private func copy(_ capture: URL, _ name: String) throws {
    try FileManager.default.copyItem(at: capture, to: ring.appendingPathComponent(name))
  }

  @Test func outputsAreOpenedAgainOnRequest() throws {
    let feeder = try feeder(stretch: 1)
    let process = try follow()
    try feeder.feed(ring, framesPerFile: 700) { _ in }
    try eventually("the ring is read") { try isRead(feeder.frames, framesPerFile: 700) }
    let moved = folder("records.old")
    try FileManager.default.moveItem(at: output, to: moved)
    process.send(SIGHUP)
    try eventually("a new file is there") { FileManager.default.fileExists(atPath: output.path) }
    #expect(process.end() == 0)
    let lines = try String(contentsOf: moved, encoding: .utf8) + String(contentsOf: output, encoding: .utf8)
    #expect(RecordSet(lines, folder: ring).lines == (try offline().lines))
  }

  @Test func fallingBehindTheRingIsTold() throws {
    let feeder = try feeder(stretch: 1)
    try feeder.feed(ring, framesPerFile: 300) { _ in }
    let first = try follow()
    try eventually("the ring is read") { try isRead(feeder.frames, framesPerFile: 300) }
    first.die()
    for name in try FileManager.default.contentsOfDirectory(atPath: ring.path) {
      try FileManager.default.removeItem(at: ring.appendingPathComponent(name))
    }
    let capture = try #require(CaptureScenario.named("streamable-http/json-replies")).capture
    try FileManager.default.copyItem(at: capture, to: ring.appendingPathComponent("ring_99999.pcap"))
    let second = try follow()
    try eventually("the loss is told") { second.errorText.contains("which is gone") }
    #expect(second.end() == 0)
  }

  @Test func statisticsAreStatedAndTheSummaryIsPrinted() throws {
    let capture = try #require(CaptureScenario.named("streamable-http/json-replies")).capture
    try FileManager.default.copyItem(at: capture, to: ring.appendingPathComponent("a.pcap"))
    let process = try follow()
    try eventually("calls are written") {
      (try? String(contentsOf: output, encoding: .utf8))?.contains("tool_call") == true
    }
    #expect(process.end() == 0)
    let text = try String(contentsOf: output, encoding: .utf8)
    #expect(text.contains(#""event_type":"stats""#))
    #expect(text.contains(#""ring_files":1"#))
  }

  @Test func aClockThatIsSetBackLosesNothingAndIsTold() throws {
    let capture = folder("forged.pcap")
    let forged = try TrafficProfile.churn.forge(to: capture.path, extent: .init(bytes: 1_500_000, connections: 500))
    let half = try RingFeeder(capture).frames / 2
    let feeder = try RingFeeder(capture, setBack: (half, 3_600))
    let process = try RunningEgret(
      ["analyze", "--follow", ring.path, "--store", store.path, "-o", output.path], state: folder.url)
    try feeder.feed(ring, framesPerFile: 700) { number in
      // As our own capture names them: by number, then by a clock that nobody can rely on.
      "egret_\(String(format: "%010d", number + 1))_\(number < 3 ? "20261127T210000Z" : "20261127T200000Z").pcap"
    } pausing: {
      if $0 % 100 == 0 { usleep(5_000) }
    }
    try eventually("all calls are written") {
      EgretCommand.calls(in: (try? String(contentsOf: output, encoding: .utf8)) ?? "") >= Int(forged.calls) - 1
    }
    #expect(process.end() == 0)
    #expect(process.errorText.contains("the clock of the capture went back by 3,"), "\(process.errorText)")
    #expect(EgretCommand.calls(in: try String(contentsOf: output, encoding: .utf8)) == Int(forged.calls))
  }

  @Test func aRingThatMayNotBeReadForAWhileIsTold() throws {
    guard getuid() == 0, let setpriv = Tool(named: "setpriv") else { return }
    let state = try folder.makeFolder("state")
    for path in [ring.path, state.path, folder.url.path] { chmod(path, 0o777) }
    let feeder = try feeder(stretch: 1)
    let process = try RunningEgret(
      ["analyze", "--follow", ring.path, "--store", state.appendingPathComponent("e.db").path, "--quiet"], state: state,
      within: [setpriv.path, "--reuid=65534", "--regid=65534", "--clear-groups"])
    try eventually("it has begun") {
      FileManager.default.fileExists(atPath: state.appendingPathComponent("e.db").path)
    }
    // The ring is taken away from it while it runs.
    chmod(ring.path, 0o700)
    try feeder.feed(ring, framesPerFile: 700) { _ in }
    try eventually("it says so") { process.errorText.contains("ermission denied") || !process.isRunning }
    chmod(ring.path, 0o777)
    #expect(process.isRunning, "\(process.errorText)")
    try eventually("what came meanwhile is read") {
      let database = try? EvidenceDatabase(path: state.appendingPathComponent("e.db").path, access: .read)
      return try database.map { try StoreQuestions($0).summary().toolCalls > 0 } ?? false
    }
    #expect(process.end() == 0, "\(process.errorText)")
  }
}
