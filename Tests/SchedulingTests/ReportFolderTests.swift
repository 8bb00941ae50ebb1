import Foundation
import Glibc
import Scheduling
import Testing

struct ReportFolderTests {
  @Test func oldReportsGoWhenNewOnesAreThere() throws {
    let machine = try SimulatedMachine(zone: "UTC", from: "2027-01-01T12:00:00Z", keep: 5)
    try machine.live(for: 9 * 86_400)
    #expect(machine.reports.count == 5)
    let latest = try FileManager.default.destinationOfSymbolicLink(atPath: machine.folder.path + "/latest.html")
    #expect(latest == "\(machine.reports[4].name).html")
    let index = try String(contentsOf: machine.folder.appendingPathComponent("index.html"), encoding: .utf8)
    #expect(machine.reports.allSatisfy { index.contains("\($0.name).html") })
    #expect(index.components(separatedBy: "<tr>").count == 1 + 1 + 5)
  }

  @Test func namesOfOthersAreLeftAlone() throws {
    let machine = try SimulatedMachine(zone: "UTC", from: "2027-01-01T12:00:00Z", keep: 1)
    try machine.run()
    let mine = machine.folder.appendingPathComponent("egret-<script>-20270101T000000Z.html")
    try Data().write(to: mine)
    try machine.live(for: 3 * 86_400)
    #expect(FileManager.default.fileExists(atPath: mine.path))
    let index = try String(contentsOf: machine.folder.appendingPathComponent("index.html"), encoding: .utf8)
    #expect(!index.contains("script"))
  }

  /// A real disk of 64 KiB.
  @Test(.enabled(if: geteuid() == 0, "only root can mount a small disk")) func aFullDiskKeepsWhatIsThere() throws {
    let path = FileManager.default.temporaryDirectory.path + "/egret-disk-\(UUID().uuidString)"
    mkdir(path, 0o700)
    defer { rmdir(path) }
    guard mount("tmpfs", path, "tmpfs", 0, "size=64k") == 0 else { return }
    defer { umount(path) }
    let schedule = try ReportSchedule(everySeconds: 86_400, atSeconds: 0, timeZone: .gmt).orThrow()
    let folder = try ReportFolder(creating: path, keep: 100)
    func run(_ day: Int64) -> [ReportRound.Remark] {
      ReportRound(
        schedule, into: folder,
        make: { _, path in
          let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
          defer { close(file) }
          let page = [UInt8](repeating: 65, count: 12_000)
          return write(file, page, page.count) == page.count ? nil : "No space left on device"
        }, deliver: { _ in }
      ).run(now: 1_800_000_000 + day * 86_400)
    }
    for day in 0..<4 { _ = run(Int64(day)) }
    let before = folder.done()
    let page = FileManager.default.contents(atPath: path + "/index.html")
    for day in 4..<8 {
      let remarks = run(Int64(day))
      if day > 5 { #expect(remarks.contains { if case .failed = $0 { true } else { false } }) }
    }
    #expect(Set(before).isSubset(of: folder.done()))
    #expect(folder.done().allSatisfy { FileManager.default.contents(atPath: folder.path(of: $0))?.count == 12_000 })
    #expect((FileManager.default.contents(atPath: path + "/index.html")?.count ?? 0) >= page?.count ?? 1)
    for old in before { unlink(folder.path(of: old)) }
    _ = run(8)
    #expect(zip(folder.done(), folder.done().dropFirst()).allSatisfy { $0.to == $1.from })
    let last = folder.done().last?.to ?? 0
    #expect(last == 1_800_662_400)
  }
}
