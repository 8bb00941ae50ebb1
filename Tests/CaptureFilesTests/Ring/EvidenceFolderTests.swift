import CaptureFiles
import Glibc
import Testing

@Suite struct EvidenceFolderTests {
  private let folder: TemporaryDirectory

  private func write(_ count: Int, to name: String) {
    let descriptor = open("\(folder.path)/ring/\(name)", O_WRONLY | O_CREAT, 0o600)
    defer { close(descriptor) }
    #expect(Glibc.write(descriptor, [UInt8](repeating: 1, count: count), count) == count)
  }

  init() throws {
    folder = try TemporaryDirectory()
    mkdir("\(folder.path)/ring", 0o700)
  }

  @Test func whatIsKeptOutlivesTheRing() throws {
    write(10, to: "a.pcap")
    let evidence = try EvidenceFolder(creating: "\(folder.path)/kept", maximumBytes: 100)
    #expect(evidence.keep("a.pcap", of: "\(folder.path)/ring") == .kept)
    #expect(evidence.keep("a.pcap", of: "\(folder.path)/ring") == .alreadyKept)
    unlink("\(folder.path)/ring/a.pcap")
    #expect(access("\(folder.path)/kept/a.pcap", R_OK) == 0)
    #expect(evidence.prune() == [])
  }

  @Test func beyondItsLimitTheOldestGo() throws {
    let evidence = try EvidenceFolder(creating: "\(folder.path)/kept", maximumBytes: 100)
    for name in ["a_1.pcap", "a_2.pcap", "a_3.pcap"] {
      write(50, to: name)
      #expect(evidence.keep(name, of: "\(folder.path)/ring") == .kept)
    }
    #expect(evidence.prune() == ["a_1.pcap"])
  }

  @Test(arguments: ["../secret", "/etc/passwd", ".hidden"])
  func namesDoNotLeaveTheFolder(name: String) throws {
    let evidence = try EvidenceFolder(creating: "\(folder.path)/kept", maximumBytes: 100)
    #expect(evidence.keep(name, of: "\(folder.path)/ring") == .failed(EINVAL))
  }
}
