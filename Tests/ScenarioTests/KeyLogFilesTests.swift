import EvidenceStore
import Foundation
import MCPDissection
import OfflineAnalysis
import TLSDecryption
import Testing

/// Key logs that grow, come late, come in several files, or cannot be trusted.
@Suite struct KeyLogFilesTests {
  private struct Record: Decodable { var decryption: String? }

  private let folder: TemporaryFolder
  private let scenario: CaptureScenario
  private let keyLog: Data

  init() throws {
    folder = try TemporaryFolder()
    scenario = try #require(CaptureScenario.named("tls/tls13-http1-sse"))
    keyLog = try Data(contentsOf: #require(scenario.keys))
  }

  private func write(_ data: Data, _ name: String, mode: Int = 0o600) throws -> String {
    let path = folder(name).path
    try? FileManager.default.createDirectory(
      at: folder(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: path, contents: data))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  private func decryption(_ secrets: SecretStore, _ keyLogs: KeyLogFiles, _ capture: URL) throws -> Set<String> {
    let catalog = CaptureCatalog()
    // Both belong to the writer's thread until `finish` has returned.
    nonisolated(unsafe) let collected = LineCollector()
    nonisolated(unsafe) let sinks: [any RecordSink] = [collected]
    let hasher = SecretHasher(key: [1])
    let writer = EventWriter(
      encoder: RecordEncoder(sensor: "test", captures: catalog, redaction: .redacted, hasher: hasher), sinks: sinks)
    _ = OfflineAnalysis(hasher: hasher, secrets: secrets, keyLogs: keyLogs).run(
      [capture.path], catalog: catalog, into: writer
    ) { _ in true }
    try writer.finish()
    let flows = String(decoding: collected.bytes, as: UTF8.self).split(separator: "\n")
      .filter { $0.contains(#""event_type":"flow""#) }
    return Set(try flows.compactMap { try JSONDecoder().decode(Record.self, from: Data($0.utf8)).decryption })
  }

  @Test func keysThatAreWrittenAfterThePacketsOpenThem() throws {
    let path = try write(Data(), "keys.log")
    let (files, secrets) = (KeyLogFiles([path]), SecretStore(isComplete: false))
    _ = try files.load(into: secrets, isWhole: false)
    _ = try write(keyLog, "keys.log")
    #expect(try decryption(secrets, files, scenario.capture) == ["yes"])
  }

  @Test func withoutHoldingTheyComeTooLate() throws {
    let path = try write(Data(), "keys.log")
    let (files, secrets) = (KeyLogFiles([path]), SecretStore(isComplete: true))
    _ = try files.load(into: secrets, isWhole: false)
    _ = try write(keyLog, "keys.log")
    #expect(try decryption(secrets, files, scenario.capture) == ["no-key"])
  }

  @Test("a file that grows by pieces is read once, cut where it may be", arguments: [1, 7, 100, 1_000])
  func growth(size: Int) throws {
    let path = try write(Data(), "keys.log")
    let (files, secrets) = (KeyLogFiles([path]), SecretStore(isComplete: false))
    _ = try files.load(into: secrets, isWhole: false)
    let whole = SecretStore()
    whole.add(keyLog: [UInt8](keyLog))
    for end in stride(from: 0, to: keyLog.count, by: size == 1 ? 13 : size) {
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.truncate(atOffset: 0)
      try handle.write(contentsOf: keyLog.prefix(end))
      try handle.close()
      #expect(files.refresh(into: secrets).isEmpty)
    }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.write(contentsOf: keyLog)
    try handle.close()
    #expect(files.refresh(into: secrets, isWhole: true).isEmpty)
    #expect(secrets.sessionCount == whole.sessionCount && whole.sessionCount > 1)
    #expect(secrets.malformedLines == 0)
  }

  @Test func aFileThatIsReplacedIsReadFromItsBeginning() throws {
    let lines = String(decoding: keyLog, as: UTF8.self).split(separator: "\n")
    let path = try write(Data((lines.prefix(lines.count / 2).joined(separator: "\n") + "\n").utf8), "keys.log")
    let (files, secrets) = (KeyLogFiles([path]), SecretStore(isComplete: false))
    _ = try files.load(into: secrets, isWhole: false)
    let before = secrets.sessionCount
    let other = try write(keyLog, "new.log")
    #expect(rename(other, path) == 0)
    #expect(files.refresh(into: secrets).isEmpty)
    #expect(secrets.sessionCount > before)
  }

  @Test func filesThatComeIntoAFolderAreRead() throws {
    _ = try write(Data("# nothing yet\n".utf8), "keys/a.log")
    let (files, secrets) = (KeyLogFiles([folder("keys").path]), SecretStore(isComplete: false))
    _ = try files.load(into: secrets, isWhole: false)
    _ = try write(keyLog, "keys/b.log")
    #expect(try decryption(secrets, files, scenario.capture) == ["yes"])
  }

  @Test func aFileThatIsExpectedMayComeLater() throws {
    let (files, secrets) = (KeyLogFiles([], expected: [folder("keys.log").path]), SecretStore(isComplete: false))
    #expect(try files.load(into: secrets, isWhole: false).isEmpty)
    _ = try write(keyLog, "keys.log")
    #expect(try decryption(secrets, files, scenario.capture) == ["yes"])
  }

  @Test("key logs that others can write are refused", arguments: [0o620, 0o602, 0o666])
  func shared(mode: Int) throws {
    let path = try write(keyLog, "keys.log", mode: mode)
    #expect(throws: KeyLogFailure.self) { try KeyLogFiles([path]).load(into: SecretStore()) }
    let result = try EgretCommand()("analyze", scenario.capture.path, "--keylog", path)
    #expect(result.status == 2)
    #expect(result.errors.contains("others can change it; chmod go-w"))
  }

  @Test func theyAreNotUsedLaterEither() throws {
    let path = try write(Data(), "keys.log")
    let (files, secrets) = (KeyLogFiles([path]), SecretStore(isComplete: false))
    _ = try files.load(into: secrets, isWhole: false)
    _ = try write(keyLog, "keys.log", mode: 0o622)
    #expect(files.refresh(into: secrets).count == 1)
    #expect(files.refresh(into: secrets).isEmpty, "said once")
    #expect(secrets.sessionCount == 0)
  }

  @Test func aFolderThatOthersCanWriteIsRefused() throws {
    _ = try write(keyLog, "keys/a.log")
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder("keys").path)
    #expect(throws: KeyLogFailure.self) { try KeyLogFiles([folder("keys").path]).load(into: SecretStore()) }
  }

  @Test func secretsInACaptureMayFollowTheirPackets() throws {
    let embedded = try #require(CaptureScenario.named("tls/embedded-secrets"))
    let blocks = Self.blocks(of: try Data(contentsOf: embedded.capture))
    let isSecret = { (block: Data) in block.prefix(4) == Data([10, 0, 0, 0]) }
    let late = (blocks.filter { !isSecret($0) } + blocks.filter(isSecret)).reduce(Data(), +)
    let path = try write(late, "late.pcapng")
    #expect(blocks.contains(where: isSecret))
    #expect(try decryption(SecretStore(), KeyLogFiles([]), URL(fileURLWithPath: path)) == ["yes"])
  }

  private static func blocks(of capture: Data) -> [Data] {
    var blocks: [Data] = []
    var rest = capture
    while rest.count >= 12 {
      let length = rest.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      guard length >= 12, length <= rest.count else { break }
      blocks.append(Data(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return blocks
  }
}
