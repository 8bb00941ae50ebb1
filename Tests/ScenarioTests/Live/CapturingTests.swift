import Foundation
import Testing

/// `egret capture` between network namespaces, through whatever happens to interfaces, disks and folders.
@Suite(
  .enabled(if: NetworkPair.obstacle == nil, "\(NetworkPair.obstacle ?? "")"), .serialized)
struct CapturingTests {
  private let folder: TemporaryFolder
  private let network: NetworkPair

  init() throws {
    folder = try TemporaryFolder()
    network = try NetworkPair()
  }

  private var ring: URL { folder("ring") }

  private func capture(_ arguments: String..., on interface: String = "lo") throws -> RunningEgret {
    let process = try RunningEgret(
      ["capture", "-i", interface, "-w", ring.path] + arguments, state: folder.url,
      within: try network.inside(network.near))
    try eventually("it captures") { process.errorText.contains("capturing on") || !process.isRunning }
    return process
  }

  private func captures(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".pcap") }
      .sorted()
  }

  /// Frames in all files, read by ourselves; the test fails when one of them is not whole.
  private func frames(in folder: URL) throws -> Int {
    var count = 0
    for name in captures(in: folder) {
      let bytes = try Array(Data(contentsOf: folder.appendingPathComponent(name)))
      var start = 24
      while start + 16 <= bytes.count {
        start += 16 + (0..<4).reduce(0) { $0 | Int(bytes[start + 8 + $1]) << ($1 * 8) }
        count += 1
      }
      #expect(start == bytes.count, "\(name) ends with a whole frame")
    }
    return count
  }

  @Test func everyFrameIsInTheRingAndEachFileHasItsManifest() throws {
    let process = try capture("-C", "100k", "udp port 9")
    try network.traffic(in: network.near, "udp", "500", "1000")
    #expect(process.end() == 0)
    #expect(process.errorText.contains("500 frames written"), "\(process.errorText)")
    #expect(try frames(in: ring) == 500)
    let files = captures(in: ring)
    #expect(files.count >= 4)
    for name in files {
      let path = ring.appendingPathComponent(name).path
      let manifest =
        try JSONSerialization.jsonObject(
          with: Data(contentsOf: URL(fileURLWithPath: path + ".manifest.json"))) as? [String: Any]
      let sum = try #require(Tool(named: "sha256sum")).run([path]).output.prefix(64)
      #expect(manifest?["sha256"] as? String == String(sum))
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: ring.path)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
  }

  @Test func theRingKeepsItsLimits() throws {
    let process = try capture("-C", "50k", "-W", "4", "--max-total", "160k")
    try network.traffic(in: network.near, "udp", "600", "1000")
    #expect(process.end() == 0)
    #expect(captures(in: ring).count <= 3)
  }

  @Test func privilegesAreGivenUp() throws {
    let process = try capture()
    let status = try String(contentsOfFile: "/proc/\(process.processID)/status", encoding: .utf8)
    for line in ["CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "NoNewPrivs:\t1"] {
      #expect(status.contains(line))
    }
    #expect(process.end() == 0)
  }

  @Test func withoutTheCapabilityItIsNamed() throws {
    let drop = try #require(Tool(named: "setpriv")).path
    let process = try RunningEgret(
      ["capture", "-i", "lo", "-w", ring.path], state: folder.url,
      within: [drop, "--bounding-set=-net_raw", "--inh-caps=-net_raw"])
    #expect(process.waitUntilExit() == 4)
    #expect(process.errorText.contains("CAP_NET_RAW"))
    #expect(process.errorText.contains("setcap cap_net_raw+ep"))
  }

  @Test func aBadFilterEndsBeforeAnythingIsMade() throws {
    let process = try RunningEgret(["capture", "-i", "lo", "-w", ring.path, "tcp", "prt", "80"], state: folder.url)
    #expect(process.waitUntilExit() == 2)
    #expect(!FileManager.default.fileExists(atPath: ring.path))
  }

  @Test func aFullDiskPausesWritingAndNoFileIsCorrupt() throws {
    let mount = try #require(Tool(named: "mount"))
    try FileManager.default.createDirectory(at: ring, withIntermediateDirectories: true)
    try #require(mount.run(["-t", "tmpfs", "-o", "size=1m,mode=700", "none", ring.path]).status == 0)
    defer { _ = try? Tool(named: "umount")?.run([ring.path]) }
    let process = try capture("-C", "300k", "--max-total", "100MB")
    try network.traffic(in: network.near, "udp", "3000", "1000")
    try eventually("the pause is told") { process.errorText.contains("the disk is full") }
    for name in captures(in: ring).dropLast() {
      try FileManager.default.removeItem(at: ring.appendingPathComponent(name))
    }
    try eventually("writing goes on") { process.errorText.contains("writing goes on") }
    try network.traffic(in: network.near, "udp", "10", "100")
    #expect(process.end() == 0)
    #expect(process.errorText.contains("not written for want of room"))
    _ = try frames(in: ring)
  }

  @Test func aRemovedFolderIsMadeAgain() throws {
    let process = try capture()
    try network.traffic(in: network.near, "udp", "10", "100")
    try eventually("a file is there") { !captures(in: ring).isEmpty }
    try FileManager.default.removeItem(at: ring)
    try eventually("the loss is told") { process.errorText.contains("was removed") }
    try network.traffic(in: network.near, "udp", "10", "100")
    #expect(process.end() == 0)
    #expect(try frames(in: ring) >= 10)
  }

  @Test func anInterfaceMayGoDownAndComeUpAgain() throws {
    let process = try capture(on: network.interface)
    try network.ip("-n", network.near, "link", "set", network.interface, "down")
    try eventually("that it is down is told") { process.errorText.contains("went down") }
    try network.ip("-n", network.near, "link", "set", network.interface, "up")
    try eventually("that it is up is told") { process.errorText.contains("went up") }
    #expect(process.end() == 0)
  }

  @Test func anInterfaceThatIsGoneEndsTheCapture() throws {
    let process = try capture(on: network.interface)
    try network.ip("-n", network.near, "link", "del", network.interface)
    #expect(process.waitUntilExit() == 4)
    #expect(process.errorText.contains("is gone"))
  }

  @Test func afterAKillNumbersGoOnAndNothingIsOverwritten() throws {
    let first = try capture()
    try network.traffic(in: network.near, "udp", "10", "100")
    try eventually("a file is there") { !captures(in: ring).isEmpty }
    first.die()
    let second = try capture()
    try network.traffic(in: network.near, "udp", "10", "100")
    #expect(second.end() == 0)
    let files = captures(in: ring)
    #expect(files.count == 2)
    #expect(files.first?.hasPrefix("egret_0000000001_") == true)
    #expect(files.last?.hasPrefix("egret_0000000002_") == true)
  }

  @Test func liveRecordsEqualThoseOfTheRingReadLater() throws {
    let server = try network.server(in: network.far, port: 8000, state: folder.url)
    let output = folder("records.ndjson")
    let live = try RunningEgret(
      ["live", "-i", network.interface, "-w", ring.path, "-C", "50k", "-W", "500", "-o", output.path, "--quiet"],
      state: folder.url, within: try network.inside(network.near))
    try eventually("both halves run") { FileManager.default.fileExists(atPath: ring.path + ".db") }
    try network.traffic(in: network.near, "call", "http://198.18.7.2:8000/mcp", "60")
    try eventually("calls are written") {
      let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
      return EgretCommand.calls(in: text) == 60
    }
    #expect(live.end() == 0, "\(live.errorText)")
    server.die()
    let offline = try #require(Tool.egret).run(
      ["analyze", ring.path, "--format", "ndjson", "--quiet"], environment: ["XDG_STATE_HOME": folder.url.path])
    let expected = RecordSet(offline.output, folder: ring)
    let found = RecordSet(try String(contentsOf: output, encoding: .utf8), folder: ring)
    #expect(found.lines == expected.lines)
    #expect(EgretCommand.calls(in: offline.output) == 60)
  }

  @Test func flowsOfThisMachineCarryTheirProcesses() throws {
    let output = folder("records.ndjson")
    let live = try RunningEgret(
      ["live", "-i", "lo", "-w", ring.path, "-o", output.path, "--quiet"], state: folder.url,
      within: try network.inside(network.near))
    let noted = ring.appendingPathComponent(".egret-sockets").path
    try eventually("all three run") {
      FileManager.default.fileExists(atPath: ring.path + ".db") && FileManager.default.fileExists(atPath: noted)
    }
    let server = try network.server(in: network.near, port: 8000, state: folder.url)
    try eventually("who listens is noted") {
      ((try? String(contentsOfFile: noted, encoding: .utf8)) ?? "").contains("\"local_port\":8000")
    }
    try network.traffic(in: network.near, "call", "http://127.0.0.1:8000/mcp", "40")
    try eventually("calls are written") {
      EgretCommand.calls(in: (try? String(contentsOf: output, encoding: .utf8)) ?? "") == 40
    }
    server.die()
    #expect(live.end() == 0, "\(live.errorText)")
    let records = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
    let flows = records.filter { $0.contains(#""event_type":"flow""#) && $0.contains(#""service":"http""#) }
    let answered = flows.filter { $0.contains(#""server_process_executable":"/"#) }
    #expect(!answered.isEmpty, "\(flows)")
    #expect(answered.allSatisfy { $0.contains(#""server_process_basis":"socket_table""#) && $0.contains("python") })
  }

  @Test func aFolderThatMayNotBeWrittenForAWhileIsTold() throws {
    chmod(folder.url.path, 0o755)
    let process = try capture("-Z", "nobody", "udp port 9")
    try network.traffic(in: network.near, "udp", "50", "100")
    try eventually("frames are written") { try frames(in: ring) > 0 }
    chown(ring.path, 0, 0)
    process.send(SIGHUP)
    try network.traffic(in: network.near, "udp", "50", "100")
    try eventually("it says so") { process.errorText.contains("ermission") }
    #expect(process.isRunning)
    chown(ring.path, 65_534, 65_534)
    let before = captures(in: ring).count
    try eventually("it goes on") {
      try network.traffic(in: network.near, "udp", "10", "100")
      return captures(in: ring).count > before
    }
    #expect(process.end() == 0, "\(process.errorText)")
  }
}
