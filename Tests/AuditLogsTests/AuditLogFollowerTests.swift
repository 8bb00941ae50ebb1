import AuditLogs
import Foundation
import Policy
import Testing
import TrafficModel

/// A log that is written while it is read, over what becomes of its file.
@Suite final class AuditLogFollowerTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  private var log: URL { folder.appendingPathComponent("audit.log") }
  private var numbers: UInt32 = 100

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }

  private func follower(_ path: String? = nil) -> AuditLogFollower {
    AuditLogFollower(path ?? folder.path) {
      self.numbers += 1
      return CaptureID(rawValue: self.numbers)
    }
  }

  private func text(_ serials: ClosedRange<Int>) -> String {
    serials.map { serial in
      """
      type=SYSCALL msg=audit(\(1000 + serial).5:\(serial)): arch=c000003e syscall=42 success=yes exit=0 ppid=1 pid=9 uid=33 exe="/usr/bin/x" key="egret-a-net"
      type=SOCKADDR msg=audit(\(1000 + serial).5:\(serial)): saddr=0A0001BB0000000020010DB800000000000000000000000700000000
      type=EOE msg=audit(\(1000 + serial).5:\(serial)):

      """
    }.joined()
  }

  private func append(_ text: String) throws {
    if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
    let file = try FileHandle(forWritingTo: log)
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  private func rotate() throws {
    for number in stride(from: 3, through: 1, by: -1) {
      try? FileManager.default.moveItem(atPath: "\(log.path).\(number)", toPath: "\(log.path).\(number + 1)")
    }
    try FileManager.default.moveItem(atPath: log.path, toPath: log.path + ".1")
  }

  @Test func piecesCutAnywhereGiveEachEventOnce() throws {
    let follower = follower()
    let bytes = Array(text(1...20).utf8)
    var serials: [UInt64] = []
    for start in stride(from: 0, to: bytes.count, by: 97) {
      try append(String(decoding: bytes[start..<min(start + 97, bytes.count)], as: UTF8.self))
      serials += follower.look(isQuiet: false).map(\.serial)
    }
    #expect(serials == Array(1...20))
    #expect(follower.counts.malformedLines == 0)
  }

  @Test func ofBothFamiliesAndCitedByLine() throws {
    try append(text(1...2))
    let follower = follower()
    let events = follower.look(isQuiet: false)
    let address = try #require(IPAddress(parsing: "2001:db8::7"))
    #expect(events.allSatisfy { $0.action == .connect(Endpoint(address, 443)) })
    #expect(events.map(\.provenance.lastFrame.number) == [2, 5])
    #expect(follower.takeNames().map(\.name) == [log.path])
  }

  @Test("rotation loses nothing and repeats nothing, however often it happens between two looks", arguments: 1...3)
  func rotation(times: Int) throws {
    let follower = follower()
    try append(text(1...3))
    var serials = follower.look(isQuiet: false).map(\.serial)
    try append(text(4...4))
    for turn in 0..<times {
      try rotate()
      try append(text((5 + turn * 2)...(6 + turn * 2)))
    }
    for _ in 0..<3 { serials += follower.look(isQuiet: false).map(\.serial) }
    #expect(serials.sorted() == Array(1...UInt64(4 + times * 2)))
  }

  @Test func aRotatedLogThatIsCompressedLaterIsNotReadAgain() throws {
    let follower = follower()
    try append(text(1...3))
    var serials = follower.look(isQuiet: false).map(\.serial)
    try rotate()
    try append(text(4...4))
    serials += follower.look(isQuiet: false).map(\.serial)
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-n", log.path + ".1"]
    try gzip.run()
    gzip.waitUntilExit()
    try FileManager.default.moveItem(atPath: log.path, toPath: log.path + ".1")
    try FileManager.default.moveItem(atPath: log.path + ".1.gz", toPath: log.path + ".2.gz")
    try append(text(5...5))
    serials += follower.look(isQuiet: false).map(\.serial)
    #expect(serials == [1, 2, 3, 4, 5])
  }

  @Test func aLogThatIsCutBackBeginsAnew() throws {
    let follower = follower(log.path)
    try append(text(1...3))
    var serials = follower.look(isQuiet: false).map(\.serial)
    try FileManager.default.copyItem(atPath: log.path, toPath: log.path + ".1")
    try Data().write(to: log, options: [])
    serials += follower.look(isQuiet: false).map(\.serial)
    try append(text(4...4))
    serials += follower.look(isQuiet: false).map(\.serial)
    #expect(serials == [1, 2, 3, 4])
  }

  @Test func whatWasRotatedBeforeComesFirst() throws {
    try append(text(1...2))
    try rotate()
    try append(text(3...3))
    #expect(follower().look(isQuiet: false).map(\.serial) == [1, 2, 3])
  }

  @Test func aLogThatComesLaterIsRead() throws {
    let follower = follower()
    #expect(follower.look(isQuiet: false).isEmpty)
    try append(text(1...1))
    #expect(follower.look(isQuiet: false).map(\.serial) == [1])
  }

  @Test func anEventWithoutItsEndIsCompleteWhenNothingFollows() throws {
    let follower = follower()
    try append(text(1...1).split(separator: "\n").dropLast().map { $0 + "\n" }.joined())
    #expect(follower.look(isQuiet: false).isEmpty)
    #expect(follower.look(isQuiet: true).map(\.serial) == [1])
  }

  @Test func aLogThatCannotBeReadIsSaidOnce() throws {
    try FileManager.default.createDirectory(at: log, withIntermediateDirectories: true)
    try append2Folder()
    let follower = follower(log.path + "/sub")
    for _ in 0..<3 { _ = follower.look(isQuiet: false) }
    #expect(follower.takeFailures().count == 1)
  }

  /// A fifo where a log should be.
  private func append2Folder() throws { #expect(mkfifo(log.path + "/sub", 0o600) == 0) }
}
