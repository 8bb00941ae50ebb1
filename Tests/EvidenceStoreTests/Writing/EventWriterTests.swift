import EvidenceStore
import Foundation
import Testing
import TrafficModel

@Suite struct EventWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func events(_ count: Int) -> [TrafficEvent] {
    (0..<count).map { .toolCall(Example.call(UInt64($0), at: Int64($0))) }
  }

  @Test("sinks get every record in order, however events are cut into batches", arguments: [1, 7, 256, 5000])
  func everythingInOrder(size: Int) throws {
    let all = events(5000)
    let path = folder.path("out.ndjson")
    let database = try EvidenceDatabase(path: folder.path("evidence.db"), access: .write)
    let writer = EventWriter(encoder: encoder(), sinks: [try NDJSONWriter(path: path), sink(database)])
    for start in stride(from: 0, to: all.count, by: size) {
      #expect(writer.write(Array(all[start..<min(start + size, all.count)])))
    }
    try writer.finish()
    #expect(writer.recordCount == 5000)
    #expect(try folder.text("out.ndjson") == records(all))
    #expect(try StoreQuestions(database).callCount(CallFilter()) == 5000)
  }

  @Test func aSlowSinkMakesTheWriterWaitInsteadOfLosing() throws {
    let slow = SlowSink()
    let writer = EventWriter(encoder: encoder(), sinks: [slow])
    var big = Example.call()
    big.result = Example.json([UInt8](repeating: 0x20, count: 4 << 20))
    for _ in 0..<20 { writer.write([.toolCall(big)]) }
    // The queue holds 16 MiB: what is in it and in the writer's hands is all that can be missing.
    #expect(writer.recordCount >= 10)
    try writer.finish()
    #expect(slow.received == 20)
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let pipe = Pipe()
    let descriptor = dup(pipe.fileHandleForWriting.fileDescriptor)
    try pipe.fileHandleForReading.close()
    let writer = EventWriter(encoder: encoder(), sinks: [NDJSONWriter(descriptor: descriptor, name: "-")])
    var wanted = true
    for _ in 0..<10_000 where wanted { wanted = writer.write(events(100)) }
    #expect(!wanted)
    try writer.finish()
    #expect(writer.isReaderGone)
    close(descriptor)
  }

  @Test func aFullDiskIsToldAtTheEndAndTheOtherSinkGoesOn() throws {
    let path = folder.path("out.ndjson")
    let writer = EventWriter(
      encoder: encoder(), sinks: [try NDJSONWriter(path: "/dev/full"), try NDJSONWriter(path: path)])
    for _ in 0..<20 { writer.write(events(100)) }
    #expect(throws: StoreError(.diskFull, path: "", cause: "", advice: "")) { try writer.finish() }
    #expect(try folder.text("out.ndjson").split(separator: "\n").count == 2000)
  }

  @Test func aCommitCarriesItsCheckpoint() throws {
    let database = try EvidenceDatabase(path: folder.path("evidence.db"), access: .write)
    let writer = EventWriter(encoder: encoder(), sinks: [sink(database)])
    writer.write(events(3))
    let checkpoint = Checkpoint(source: "ring", file: "a.pcap", offset: .max, frame: 3, time: Example.time)
    writer.commit(checkpoint)
    try writer.finish()
    #expect(try database.checkpoint(of: "ring")?.offset == UInt64(Int64.max))
    #expect(try database.checkpoint(of: "ring")?.file == "a.pcap")
  }

  @Test func finishingTwiceIsHarmless() throws {
    let writer = EventWriter(encoder: encoder(), sinks: [try NDJSONWriter(path: folder.path("out.ndjson"))])
    try writer.finish()
    try writer.finish()
    #expect(!writer.write(events(1)))
  }

  @Test func outputFilesAreReadableByTheirOwnerAlone() throws {
    _ = try NDJSONWriter(path: folder.path("out.ndjson"))
    #expect(try folder.permissions("out.ndjson") == 0o600)
  }

  @Test func aFolderInPlaceOfAFileIsAnError() {
    #expect(throws: StoreError(.cannotOpen, path: "", cause: "", advice: "")) {
      _ = try NDJSONWriter(path: folder.url.path)
    }
  }
}

/// Takes its time; counts what it was given.
private final class SlowSink: RecordSink, @unchecked Sendable {
  private(set) var received = 0

  func receive(_ batch: borrowing RecordBatch) throws(StoreError) {
    Thread.sleep(forTimeInterval: 0.005)
    received += batch.events.count
  }

  func commit(_ checkpoint: Checkpoint?) throws(StoreError) {}
  func finish() throws(StoreError) {}
}
