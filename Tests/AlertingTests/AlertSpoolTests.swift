import Alerting
import Foundation
import Testing

final class AlertSpoolTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("egret-spool-\(UUID().uuidString)")

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func drain(_ spool: AlertSpool) -> [[UInt8]] {
    var records: [[UInt8]] = []
    while let record = spool.first() {
      records.append(record)
      spool.removeFirst()
    }
    return records
  }

  @Test func whatWaitsOutlivesTheProcessInOrder() {
    do {
      let spool = AlertSpool(folder: folder.path, limit: 1_000)
      for number in 0..<20 { spool.add([UInt8(number)]) }
      _ = spool.first()
      spool.removeFirst()
    }
    let spool = AlertSpool(folder: folder.path, limit: 1_000)
    spool.add([99])
    #expect(drain(spool) == (1..<20).map { [UInt8($0)] } + [[99]])
    #expect(spool.isEmpty)
  }

  @Test(arguments: [true, false]) func beyondTheLimitTheOldestGoAndAreCounted(onDisk: Bool) {
    let spool = AlertSpool(folder: onDisk ? folder.path : nil, limit: 10)
    for number in 0..<8 { spool.add([UInt8](repeating: UInt8(number), count: 3)) }
    #expect(spool.lost == 5)
    #expect(drain(spool).map(\.first) == [5, 6, 7])
    spool.add([UInt8](repeating: 0, count: 11))
    #expect(spool.isEmpty && spool.lost == 6)
  }

  @Test func twoProcessesDoNotShareAFolder() {
    let first = AlertSpool(folder: folder.path, limit: 100)
    let second = AlertSpool(folder: folder.path, limit: 100)
    #expect(first.isOnDisk && !second.isOnDisk)
    #expect(second.trouble != nil)
  }

  @Test func linksAndForeignFilesAreNotRead() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/000000000001.json", withDestinationPath: "/etc/passwd")
    try Data("x".utf8).write(to: folder.appendingPathComponent("note.json"))
    #expect(mkfifo(folder.path + "/000000000002.json", 0o600) == 0)
    #expect(AlertSpool(folder: folder.path, limit: 1_000).first() == nil)
  }
}
