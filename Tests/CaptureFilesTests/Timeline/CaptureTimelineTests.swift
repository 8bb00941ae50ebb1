import CaptureFiles
import Foundation
import Testing
import TrafficForge
import TrafficModel

@Suite struct CaptureTimelineTests {
  /// What a timeline handed out, and what it said afterwards.
  struct Outcome {
    var frames: [KeptFrame] = []
    var statuses: [CaptureStatus] = []

    var times: [Int64] { frames.map { $0.header.time.nanoseconds / 1_000_000_000 } }
    var captures: [UInt32] { frames.map(\.header.frame.capture.rawValue) }
  }

  static func read(_ names: [String], limits: CaptureLimits = CaptureLimits()) -> Outcome {
    var timeline = CaptureTimeline(names, limits: limits)
    var outcome = Outcome()
    while timeline.next({ outcome.frames.append(KeptFrame($0, $1)) }) {}
    outcome.statuses = timeline.statuses
    return outcome
  }

  /// Frames at these seconds.
  static func capture(_ seconds: [UInt32]) -> [UInt8] {
    var forge = ClassicForge()
    for (index, second) in seconds.enumerated() { forge.frame([UInt8(truncatingIfNeeded: index)], seconds: second) }
    return forge.bytes
  }

  @Test func ringFilesFollowEachOtherByTimeNotByName() throws {
    let directory = try TemporaryDirectory()
    let late = try directory.write(Self.capture([30, 31]), to: "a.pcap")
    let early = try directory.write(Self.capture([10, 11]), to: "b.pcap")
    let outcome = Self.read([late, early])
    #expect(outcome.times == [10, 11, 30, 31])
    #expect(outcome.captures == [0, 0, 1, 1])
    #expect(outcome.frames.map(\.header.frame.number) == [1, 2, 1, 2])
    #expect(outcome.statuses.map(\.name) == [early, late])
  }

  @Test func overlappingCapturesInterleave() throws {
    let directory = try TemporaryDirectory()
    let first = try directory.write(Self.capture([1, 3, 5, 7, 20]), to: "eth0")
    let second = try directory.write(Self.capture([2, 3, 3, 6]), to: "eth1")
    let outcome = Self.read([second, first])
    #expect(outcome.times == [1, 2, 3, 3, 3, 5, 6, 7, 20])
    #expect(outcome.captures == [0, 1, 0, 1, 1, 0, 1, 0, 0])
  }

  @Test func equalFirstTimesAreOrderedByName() throws {
    let directory = try TemporaryDirectory()
    let names = try ["c", "a", "b"].map { try directory.write(Self.capture([5, 6]), to: $0) }
    let outcome = Self.read(names)
    #expect(outcome.statuses.map(\.name) == names.sorted())
    #expect(outcome.captures == [0, 1, 2, 0, 1, 2])
  }

  @Test func aCaptureWhoseTimesRunBackwardsIsReadInItsOrder() throws {
    let directory = try TemporaryDirectory()
    let odd = try directory.write(Self.capture([10, 5, 11, 4_000_000_000, 1]), to: "odd")
    let other = try directory.write(Self.capture([10, 11, 12]), to: "other")
    let outcome = Self.read([odd, other])
    let inOrder = outcome.frames.filter { $0.header.frame.capture.rawValue == 0 }.map(\.header.frame.number)
    #expect(inOrder == [1, 2, 3, 4, 5])
    #expect(outcome.times == [10, 5, 10, 11, 11, 12, 4_000_000_000, 1])
    let status = try #require(outcome.statuses.first)
    #expect(status.backwardSteps == 2)
    #expect(status.firstTime?.nanoseconds == 1_000_000_000)
    #expect(status.lastTime?.nanoseconds == 4_000_000_000_000_000_000)
  }

  @Test("any captures in any order: each frame once, in time order, the same every time", arguments: UInt64(1)...40)
  func mergeLaw(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let directory = try TemporaryDirectory()
    var names: [String] = []
    var expected: [UInt32] = []
    for index in 0..<Int.random(in: 1...9, using: &generator) {
      let start = UInt32.random(in: 0...50, using: &generator)
      let count = Int.random(in: 0...30, using: &generator)
      let seconds = (0..<count).map { _ in start + .random(in: 0...40, using: &generator) }.sorted()
      expected += seconds
      names.append(try directory.write(Self.capture(seconds), to: "capture\(index)"))
    }
    let outcome = Self.read(names)
    #expect(outcome.times == expected.sorted().map(Int64.init))
    #expect(Set(outcome.frames.map(\.header.frame)).count == expected.count)
    let turns = outcome.frames.map { ($0.header.time, $0.header.frame) }
    #expect(zip(turns, turns.dropFirst()).allSatisfy { $0.0 <= $1.0 })
    let shuffled = Self.read(names.shuffled(using: &generator))
    #expect(shuffled.frames == outcome.frames)
    #expect(shuffled.statuses == outcome.statuses)
  }

  @Test func capturesThatCannotBeReadStopNothingAndAreTold() throws {
    let directory = try TemporaryDirectory()
    let good = try directory.write(Self.capture([1, 2]), to: "good")
    let cut = try directory.write(Array(Self.capture([3, 4]).dropLast()), to: "cut")
    var damaged = ClassicForge()
    damaged.frame([1], seconds: 6)
    damaged.header(captured: .max, wire: 1)
    let names = [
      good, cut, try directory.write(damaged.bytes, to: "damaged"), try directory.write([], to: "empty"),
      try directory.write(ClassicForge().bytes, to: "framesless"), try directory.write(Array("text".utf8), to: "text"),
      directory("missing"), try directory.write([0xd4, 0xc3], to: "short"),
      try directory.write(Array(ClassicForge().bytes.prefix(20)), to: "header"),
    ]
    let outcome = Self.read(names)
    #expect(outcome.times == [1, 2, 3, 6])
    let conditions = Dictionary(
      uniqueKeysWithValues: outcome.statuses.map { (String($0.name.split(separator: "/").last ?? ""), $0.condition) })
    #expect(conditions["good"] == .complete)
    #expect(conditions["cut"] == .truncated(at: CapturePosition(offset: 41, frames: 1)))
    #expect(conditions["damaged"] == .damaged(CaptureDamage(.absurdLength, at: 41)))
    #expect(conditions["empty"] == .empty)
    #expect(conditions["framesless"] == .empty)
    #expect(conditions["text"] == .notACapture)
    #expect(conditions["missing"] == .unreadable(CaptureFileError(.cannotOpen, path: "")))
    #expect(conditions["short"] == .notACapture)
    #expect(conditions["header"] == .truncated(at: .start))
    #expect(outcome.statuses.map(\.capture.rawValue) == Array(0..<9))
    #expect(outcome.statuses.filter(\.isUnusable).count == 3)
  }

  @Test func hundredsOfRingFilesNeedFewDescriptors() throws {
    let directory = try TemporaryDirectory()
    let names = try (0..<400).map { index in
      try directory.write(Self.capture([UInt32(index) * 2, UInt32(index) * 2 + 1]), to: "ring\(index)")
    }
    var timeline = CaptureTimeline(names.reversed())
    var highest = 0
    var count: Int64 = 0
    while timeline.next({ #expect($1.time.nanoseconds == count * 1_000_000_000) }) {
      count += 1
      guard count % 50 == 0 else { continue }
      let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      }
      highest = max(highest, open.filter { $0.hasPrefix(directory.path) }.count)
    }
    #expect(count == 800)
    #expect(highest <= 2)
  }

  @Test func moreOverlappingCapturesThanMayBeOpenAreAllReadAndMarked() throws {
    let directory = try TemporaryDirectory()
    let names = try (0..<5).map { try directory.write(Self.capture([1, 2, UInt32(10 + $0)]), to: "capture\($0)") }
    var limits = CaptureLimits()
    limits.openCaptures = 2
    let outcome = Self.read(names, limits: limits)
    #expect(outcome.frames.count == 15)
    #expect(outcome.statuses.allSatisfy { $0.condition == .complete })
    #expect(outcome.statuses.filter(\.wasDelayed).count == 3)
  }

  @Test("progress counts bytes of files, compressed ones as they are on disk")
  func progress() throws {
    let directory = try TemporaryDirectory()
    let plain = Self.capture([1, 2, 3])
    let packed = PackedForge.zstd(Self.capture(Array(2..<500)))
    let names = [try directory.write(plain, to: "plain"), try directory.write(packed, to: "packed")]
    var timeline = CaptureTimeline(names)
    let total = timeline.bytesTotal
    #expect(total == Int64(plain.count + packed.count))
    var previous = timeline.bytesRead
    while timeline.next({ _, _ in }) {
      let now = timeline.bytesRead
      #expect(now >= previous && now <= total ?? 0)
      previous = now
    }
    #expect(previous == total)
  }

  @Test func keyLogsComeBeforeTheFramesAfterThem() throws {
    var forge = BlockForge()
    forge.section()
    forge.interface()
    forge.secrets("first")
    forge.enhanced([1])
    forge.secrets("second")
    forge.enhanced([2])
    forge.secrets("third")
    let directory = try TemporaryDirectory()
    var keysOnly = BlockForge()
    keysOnly.section()
    keysOnly.secrets("alone")
    let names = [try directory.write(forge.bytes, to: "a"), try directory.write(keysOnly.bytes, to: "b")]
    var timeline = CaptureTimeline(names)
    var seen: [[String]] = []
    repeat {
      seen.append(timeline.takeSecrets().map { String(decoding: $0, as: UTF8.self) })
    } while timeline.next { _, _ in }
    #expect(seen == [["alone", "first"], ["second"], ["third"]])
  }

  @Test func aFrameWhoseReceiverThrewIsLentAgain() throws {
    struct Refusal: Error {}
    let directory = try TemporaryDirectory()
    var timeline = CaptureTimeline([try directory.write(Self.capture([1, 2]), to: "a")])
    #expect(throws: Refusal.self) { _ = try timeline.next { _, _ throws(Refusal) in throw Refusal() } }
    var numbers: [UInt64] = []
    while timeline.next({ numbers.append($1.frame.number) }) {}
    #expect(numbers == [1, 2])
    let counted = timeline.statuses.map(\.frames)
    #expect(counted == [2])
  }

  @Test func noCapturesAreNoFrames() {
    let outcome = Self.read([])
    #expect(outcome.frames.isEmpty && outcome.statuses.isEmpty)
  }
}
