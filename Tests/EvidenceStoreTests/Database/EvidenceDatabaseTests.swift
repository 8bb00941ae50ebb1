import EvidenceStore
import Foundation
import GRDB
import Testing
import TrafficModel

@Suite struct EvidenceDatabaseTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("evidence.db")
  }

  private func questions() throws -> StoreQuestions { StoreQuestions(try EvidenceDatabase(path: path, access: .read)) }

  @Test func everyKindOfEventIsStoredWithItsRecord() throws {
    try store(Example.events, at: path)
    let questions = try questions()
    for event in Example.events {
      var stored: [String] = []
      try questions.forEachRecord(event.kind, in: .all) { stored.append($0) }
      #expect(stored == [record(event, captures: ["ring-0001.pcap"])])
    }
  }

  @Test("reading the same packets again changes nothing", arguments: 1...3)
  func writingTwiceIsWritingOnce(times: Int) throws {
    for _ in 0..<times { try store(Example.events + Example.events, at: path) }
    let summary = try questions().summary()
    #expect(
      [summary.flows, summary.exchanges, summary.sessions, summary.toolCalls, summary.messages, summary.anomalies]
        == [1, 1, 1, 1, 1, 1])
  }

  @Test func theMoreCompleteStateOfAFlowWins() throws {
    let early = TrafficEvent.flow(Example.flowSummary(lasting: 100))
    let late = TrafficEvent.flow(Example.flowSummary(lasting: 900))
    for order in [[early, late], [late, early]] {
      try store(order, at: path)
      let flows = try questions().flows()
      #expect(flows.map(\.end) == [Example.moment(900).time])
    }
  }

  @Test func aPendingCallIsReplacedByItsAnswer() throws {
    var pending = Example.call()
    pending.status = .pending
    pending.ended = nil
    pending.result = nil
    try store([.toolCall(pending)], at: path)
    try store([.toolCall(Example.call())], at: path)
    #expect(try questions().calls(CallFilter()).map(\.status) == [.complete])
  }

  @Test func filesAreReadableByTheirOwnerAlone() throws {
    let database = try EvidenceDatabase(path: path, access: .write)
    try sink(database).receive(Example.events)
    for name in ["evidence.db", "evidence.db-wal", "evidence.db-shm"] {
      #expect(try folder.permissions(name) == 0o600, "\(name)")
    }
  }

  @Test func noStoreIsCreatedByReading() {
    #expect(throws: StoreError(.notFound, path: "", cause: "", advice: "")) {
      _ = try EvidenceDatabase(path: folder.path("none.db"), access: .read)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("none.db")))
  }

  @Test func aStoreOfANewerVersionIsRefused() throws {
    try store([], at: path)
    try DatabaseQueue(path: path).write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('2099-01-future')")
    }
    for access in [EvidenceDatabase.Access.read, .write] {
      #expect(throws: StoreError(.newerSchema, path: path, cause: "", advice: "")) {
        _ = try EvidenceDatabase(path: path, access: access)
      }
    }
  }

  @Test("what is no evidence store is refused and left alone", arguments: ["text", "other database", "empty database"])
  func foreignFiles(kind: String) throws {
    switch kind {
    case "text":
      try "This is no database at all, whatever its name says.".write(toFile: path, atomically: true, encoding: .utf8)
    case "other database": try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE t (x)") }
    default: try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA application_id = 7") }
    }
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: StoreError(.notAnEvidenceStore, path: path, cause: "", advice: "")) {
      _ = try EvidenceDatabase(path: path, access: .write)
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test func aFolderThatDoesNotExistIsAClearError() {
    #expect(throws: StoreError(.notFound, path: "", cause: "", advice: "")) {
      _ = try EvidenceDatabase(path: folder.path("no/such/evidence.db"), access: .write)
    }
  }

  @Test func peerTextReadsBackAsItWas() throws {
    let names = ["'; DROP TABLE tool_calls; --", "\u{202e}evil", "a\u{1b}[2Jb", "日本", ""]
    let calls = names.enumerated().map { TrafficEvent.toolCall(Example.call(UInt64($0), tool: $1, at: Int64($0))) }
    try store(calls, at: path)
    #expect(try questions().calls(CallFilter()).map(\.tool) == names.map { UntrustedText($0) })
  }

  @Test func textWithNULAndOverlongTextAreStoredBounded() throws {
    let names = ["a\u{0}b", String(repeating: "x", count: 1_000_000)]
    try store(names.enumerated().map { .toolCall(Example.call(UInt64($0), tool: $1, at: Int64($0))) }, at: path)
    let stored = try questions().calls(CallFilter()).map(\.tool.rawTextForMatchingAndStorage)
    #expect(stored[0] == "a\\u0000b")
    #expect(stored[1].utf8.count < RecordLimits.nameBytes + 8)
  }

  @Test("no planted secret is anywhere in the files", arguments: Planted.vendorTokens + [Planted.token])
  func noSecretOnDisk(secret: String) throws {
    var call = Example.call(2, tool: secret)
    call.session.client = Implementation(name: UntrustedText(secret), version: nil, title: nil)
    try store(RecordRedactionTests.events(planting: secret) + [.toolCall(call)], at: path)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) {
      let bytes = try Data(contentsOf: folder.url.appending(path: name))
      #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
    }
  }

  @Test func captureRowsReadBack() throws {
    let capture = CaptureRow(
      name: "ring-0001.pcap", sha256: String(repeating: "0", count: 64), frames: 41, bytes: 5000, first: Example.time,
      last: nil, status: .truncated)
    let database = try EvidenceDatabase(path: path, access: .write)
    try database.note([capture])
    try database.note([capture])
    #expect(try database.captures() == [capture])
  }
}
