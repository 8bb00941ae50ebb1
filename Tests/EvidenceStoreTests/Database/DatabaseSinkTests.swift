import EvidenceStore
import Foundation
import GRDB
import Testing
import TrafficForge
import TrafficModel

@Suite struct DatabaseSinkTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("evidence.db")
  }

  private func calls(_ numbers: Range<Int>) -> [TrafficEvent] {
    numbers.map { .toolCall(Example.call(UInt64($0), at: Int64($0))) }
  }

  private func checkpoint(_ offset: UInt64) -> Checkpoint {
    Checkpoint(source: "ring", file: "ring-0001.pcap", offset: offset, frame: offset / 100, time: Example.time)
  }

  /// What a process that starts after a crash finds: a copy of the files as they are on disk now.
  private func crashed() throws -> EvidenceDatabase {
    let copy = folder.path("crashed-\(UUID().uuidString).db")
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
    }
    return try EvidenceDatabase(path: copy, access: .write)
  }

  @Test func recordsAndCheckpointSurviveACrashTogetherOrNotAtAll() throws {
    let database = try EvidenceDatabase(path: path, access: .write)
    let sink = sink(database)
    try sink.receive(calls(0..<10))
    try sink.commit(checkpoint(1000))
    try sink.receive(calls(10..<20))
    let found = try crashed()
    #expect(try StoreQuestions(found).callCount(CallFilter()) == 10)
    #expect(try found.checkpoint(of: "ring") == checkpoint(1000))
    try sink.commit(checkpoint(2000))
    let later = try crashed()
    #expect(try StoreQuestions(later).callCount(CallFilter()) == 20)
    #expect(try later.checkpoint(of: "ring") == checkpoint(2000))
  }

  @Test("a process killed in mid-transaction loses only what was not committed", arguments: [1, 2, 3])
  func aTornLogIsReadToItsLastCommit(seed: UInt64) throws {
    let database = try EvidenceDatabase(path: path, access: .write)
    let sink = sink(database)
    for step in 0..<20 {
      try sink.receive(calls(step * 10..<step * 10 + 10))
      try sink.commit(checkpoint(UInt64(step + 1)))
    }
    let whole = try Data(contentsOf: URL(filePath: path + "-wal"))
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      let copy = folder.path("torn-\(UUID().uuidString).db")
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      try whole.prefix(Int.random(in: 0...whole.count, using: &generator)).write(to: URL(filePath: copy + "-wal"))
      let found = try EvidenceDatabase(path: copy, access: .write)
      let reached = try found.checkpoint(of: "ring")?.offset ?? 0
      #expect(try StoreQuestions(found).callCount(CallFilter()) == Int64(reached) * 10)
    }
  }

  @Test func aCheckpointOfAnotherSourceIsKeptApart() throws {
    let database = try EvidenceDatabase(path: path, access: .write)
    let sink = sink(database)
    try sink.commit(checkpoint(7))
    #expect(try database.checkpoint(of: "other") == nil)
    #expect(try database.checkpoint(of: "ring")?.offset == 7)
  }

  @Test func readersSeeOnlyWhatIsCommittedWhileWritingGoesOn() throws {
    let database = try EvidenceDatabase(path: path, access: .write)
    let sink = sink(database)
    try sink.receive(calls(0..<5))
    let reader = StoreQuestions(try EvidenceDatabase(path: path, access: .read))
    #expect(try reader.callCount(CallFilter()) == 0)
    try sink.commit(nil)
    #expect(try reader.callCount(CallFilter()) == 5)
  }

  @Test func manyRowsAreCommittedWithoutBeingAsked() throws {
    let database = try EvidenceDatabase(path: path, access: .write)
    let sink = sink(database)
    try sink.receive(calls(0..<9000))
    #expect(try StoreQuestions(crashed()).callCount(CallFilter()) == 9000)
  }

  @Test func aFullDiskIsAClearErrorAndTheStoreStaysWhole() throws {
    let database = try EvidenceDatabase(path: path, access: .write)
    let sink = sink(database)
    try sink.receive(calls(0..<10))
    try sink.commit(checkpoint(1))
    try database.limitPagesForTests(to: 60)
    #expect(throws: StoreError(.diskFull, path: path, cause: "", advice: "")) {
      for step in 1..<1000 {
        try sink.receive(calls(step * 100..<step * 100 + 100))
        try sink.commit(checkpoint(UInt64(step + 1)))
      }
    }
    try? sink.finish()
    let found = try crashed()
    #expect(try StoreQuestions(found).callCount(CallFilter()) >= 10)
    let problems = try DatabaseQueue(path: path).read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    #expect(problems == ["ok"])
  }
}
