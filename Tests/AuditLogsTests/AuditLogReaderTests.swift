import AuditLogs
import Foundation
import Testing
import TrafficModel

@Suite struct AuditLogReaderTests {
  static let logs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Logs")

  private func read(_ text: String) throws -> AuditLogReader {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    var reader = AuditLogReader()
    try reader.read(file.path, as: CaptureID(rawValue: 7))
    reader.finish()
    return reader
  }

  private func connect(_ serial: Int, extra: String = "") -> [String] {
    [
      "type=SYSCALL msg=audit(1000.5:\(serial)): arch=c000003e syscall=42 success=no exit=-115 ppid=1 pid=9 uid=33 comm=\"x\" exe=\"/usr/bin/x\" key=\"egret-a-net\"\(extra)",
      "type=SOCKADDR msg=audit(1000.5:\(serial)): saddr=020001BBC0000201",
      "type=EOE msg=audit(1000.5:\(serial)):",
    ]
  }

  @Test func recordsOfOneEventAreJoinedHoweverTheyInterleave() throws {
    let (a, b) = (connect(1), connect(2))
    let reader = try read([a[0], b[0], b[1], a[1], a[2], b[2]].joined(separator: "\n"))
    #expect(reader.events.map(\.serial) == [1, 2])
    #expect(
      reader.events.allSatisfy { $0.action == .connect(Endpoint(IPAddress(v4: 0xc000_0201), 443)) && $0.succeeded })
    #expect(reader.events.map(\.provenance.lastFrame.number) == [4, 3])
    #expect(reader.events[0].provenance.firstFrame == FrameReference(capture: CaptureID(rawValue: 7), number: 1))
    #expect(
      reader.events[0].process
        == HostProcess(pid: 9, parent: 1, executable: UntrustedText("/usr/bin/x"), user: UntrustedText("33")))
    #expect(reader.events[0].time == Timestamp(nanoseconds: 1_000_500_000_000))
  }

  @Test func anEventWithoutItsEndIsTakenAtTheEndOfTheLog() throws {
    #expect(try read(connect(1).dropLast().joined(separator: "\n")).events.count == 1)
  }

  @Test func enrichedWordsNameTheUser() throws {
    let reader = try read(
      connect(1, extra: "\u{1d}ARCH=x86_64 SYSCALL=connect UID=\"www-data\"").joined(separator: "\n"))
    #expect(reader.events.first?.process.user == UntrustedText("www-data"))
  }

  @Test func namesInHexadecimalAreDecoded() throws {
    let text = """
      type=SYSCALL msg=audit(5.001:3): arch=c000003e syscall=257 success=yes exit=3 ppid=1 pid=2 uid=0 exe=2F7573722F62696E2F6120 key=(null)
      type=CWD msg=audit(5.001:3): cwd="/app"
      type=PATH msg=audit(5.001:3): item=0 name="tools" nametype=PARENT
      type=PATH msg=audit(5.001:3): item=1 name=746F6F6C732F6120622E6A736F6E nametype=CREATE
      """
    let event = try #require(try read(text).events.first)
    #expect(event.action == .changeFile(path: UntrustedText("/app/tools/a b.json")))
    #expect(event.process.executable == UntrustedText("/usr/bin/a "))
    #expect(event.key == nil)
  }

  @Test func aCommandLineIsReadWordByWord() throws {
    let text = """
      node=h type=SYSCALL msg=audit(5.1:3): arch=40000003 syscall=11 success=yes exit=0 pid=2 uid=0 exe="/bin/sh" key=6567726574016F74686572
      node=h type=EXECVE msg=audit(5.1:3): argc=3 a0="sh" a1="-c" a2=6563686F2022612062
      """
    let event = try #require(try read(text).events.first)
    #expect(event.action == .execute(arguments: ["sh", "-c", "echo \"a b"].map { UntrustedText($0) }))
    #expect(event.key == UntrustedText("egret"))
  }

  @Test(
    "lines that make no sense are counted",
    arguments: [
      "hello", "type=SYSCALL", "type=SYSCALL msg=audit(x:1): a=b", "type=SYSCALL msg=audit(1.5:): a=b",
      "type=SYSCALL msg=audit(99999999999.1:1):", "type=SYSCALL msg=audit(-1.1:1):",
      String(repeating: "x", count: 200_000),
    ])
  func malformed(line: String) throws {
    let reader = try read(line + "\n" + connect(1).joined(separator: "\n"))
    #expect(reader.counts.malformedLines == 1)
    #expect(reader.events.count == 1)
  }

  @Test(
    "records that are cut or odd trap nothing",
    arguments: [
      "arch=c000003e syscall=42 pid=9", "pid=", "pid=99999999999999999999", "syscall=42 pid=1 exe=\"", "= = =",
      "msg='op=x pid=1",
      "arch=zz syscall=-1 pid=1", "pid=1 key=FF",
    ])
  func odd(fields: String) throws {
    let text =
      "type=SYSCALL msg=audit(1.1:1): \(fields)\ntype=SOCKADDR msg=audit(1.1:1): saddr=0200\ntype=EXECVE msg=audit(1.1:1): argc=99999999999"
    #expect(try read(text).counts.lines == 3)
  }

  @Test func eventsBeyondTheLimitAreCounted() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try Data((1...10).flatMap { connect($0) }.joined(separator: "\n").utf8).write(to: file)
    var reader = AuditLogReader(eventLimit: 4)
    try reader.read(file.path, as: CaptureID(rawValue: 0))
    reader.finish()
    #expect(reader.events.count == 4 && reader.counts.droppedEvents == 6)
  }

  @Test func aFolderMeansItsLogsOldestFirst() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["audit.log", "audit.log.1", "audit.log.10", "audit.log.2.gz", "other"] {
      try Data().write(to: folder.appendingPathComponent(name))
    }
    let names = AuditLogFiles.find([folder.path]).map { $0.split(separator: "/").last.map(String.init) ?? "" }
    #expect(names == ["audit.log.10", "audit.log.2.gz", "audit.log.1", "audit.log"])
  }

  @Test("real logs of auditd tell the same in both formats", arguments: ["raw", "enriched"])
  func real(format: String) throws {
    let logs = try HostLogs(reading: [Self.logs.appendingPathComponent(format).path])
    let events = logs.events(numberingFrom: 3)
    #expect(logs.counts.malformedLines == 0)
    let connects = events.compactMap { event -> String? in
      guard case .connect(let endpoint) = event.action, event.key != nil else { return nil }
      return "\(event.process.executable.rawTextForMatchingAndStorage) \(endpoint)"
    }
    #expect(
      connects == [
        "/opt/mcp/bin/mcp-python 10.99.0.2:9001", "/usr/bin/curl 10.99.0.2:9002",
        "/opt/mcp/bin/mcp-python 10.99.0.2:9001",
      ])
    #expect(events.contains { $0.action == .changeFile(path: UntrustedText("/opt/mcp/tools/search.json")) })
    #expect(events.allSatisfy { $0.provenance.firstFrame.capture == CaptureID(rawValue: 3) })
  }
}
