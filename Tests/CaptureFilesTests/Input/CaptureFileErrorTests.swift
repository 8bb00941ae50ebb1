import CaptureFiles
import Foundation
import Testing
import TrafficModel

@Suite struct CaptureFileErrorTests {
  @Test func aMissingFileSaysSo() throws {
    let error = #expect(throws: CaptureFileError.self) { _ = try read(path: "/no/such/file.pcap") }
    #expect(error?.code == .cannotOpen)
    #expect(error?.systemError == ENOENT)
    #expect(error?.description == "cannot open /no/such/file.pcap: No such file or directory; check the path")
  }

  @Test func aDirectoryIsNoFile() throws {
    let directory = try TemporaryDirectory()
    #expect(throws: CaptureFileError(.isDirectory, path: "")) { _ = try read(path: directory.path) }
  }

  @Test func aFileThatMayNotBeReadSaysSo() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(ClassicForge.numbered(1), to: "secret.pcap")
    chmod(path, 0)
    guard geteuid() != 0 else { return }
    let error = #expect(throws: CaptureFileError.self) { _ = try read(path: path) }
    #expect(error?.systemError == EACCES)
  }

  @Test("each code has a message of its own that names the path", arguments: CaptureFileError.Code.allCases)
  func messages(code: CaptureFileError.Code) {
    let message = CaptureFileError(code, path: "x.pcap").description
    #expect(message.contains("x.pcap; "))
    #expect(
      CaptureFileError.Code.allCases.filter { CaptureFileError($0, path: "x.pcap").description == message } == [code])
  }
}
