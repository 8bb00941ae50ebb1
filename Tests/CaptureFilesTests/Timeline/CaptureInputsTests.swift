import CaptureFiles
import Foundation
import Testing

@Suite struct CaptureInputsTests {
  let directory: TemporaryDirectory

  /// Three captures (one compressed, one without a telling name), and what else lies around.
  init() throws {
    directory = try TemporaryDirectory()
    try directory.write(ClassicForge.numbered(1), to: "ring-2.pcap")
    try directory.write(PackedForge.gzip(ClassicForge.numbered(1)), to: "ring-1.pcap.gz")
    try directory.write(BlockCaptureTests.everyBlock(.big).bytes, to: "deep/er/noname")
    try directory.write(Array("a note".utf8), to: "README.txt")
    try directory.write(PackedForge.gzip(Array("packed text".utf8)), to: "text.gz")
    try directory.write([], to: "new.pcap")
    try directory.write(ClassicForge.numbered(1), to: ".hidden.pcap")
  }

  private func relative(_ inputs: CaptureInputs) -> [String] {
    inputs.names.map { $0.replacingOccurrences(of: directory.path + "/", with: "") }
  }

  @Test func aDirectoryMeansItsCapturesByName() {
    let inputs = CaptureInputs([directory.path])
    #expect(relative(inputs) == ["deep/er/noname", "ring-1.pcap.gz", "ring-2.pcap"])
    #expect(inputs.otherFiles == 2)
    #expect(inputs.emptyFiles == 1)
    #expect(inputs.hiddenFiles == 1)
    #expect(inputs.problems.isEmpty)
  }

  @Test func subdirectoriesCanBeLeftClosed() {
    let inputs = CaptureInputs([directory.path + "/"], isRecursive: false)
    #expect(relative(inputs) == ["ring-1.pcap.gz", "ring-2.pcap"])
    #expect(inputs.closedDirectories == 1)
  }

  @Test func filesAreTakenAsTheyAreInTheOrderGiven() {
    let arguments = ["-", directory("README.txt"), directory("missing"), directory("ring-2.pcap")]
    #expect(CaptureInputs(arguments).names == arguments)
  }

  @Test func aFileReachedTwiceCountsOnce() throws {
    try FileManager.default.createSymbolicLink(
      atPath: directory("z-link.pcap"), withDestinationPath: directory("ring-2.pcap"))
    let inputs = CaptureInputs([directory("ring-2.pcap"), directory.path, "-", "-"])
    #expect(relative(inputs) == ["ring-2.pcap", "deep/er/noname", "ring-1.pcap.gz", "-"])
    #expect(inputs.repeatedFiles == 3)
  }

  @Test func circlesOfLinksAndPipesAreLeftAlone() throws {
    try FileManager.default.createSymbolicLink(atPath: directory("deep/circle"), withDestinationPath: directory.path)
    try FileManager.default.createSymbolicLink(atPath: directory("dangling"), withDestinationPath: directory("nowhere"))
    try #require(mkfifo(directory("pipe"), 0o600) == 0)
    let inputs = CaptureInputs([directory.path])
    #expect(inputs.names.count == 3)
    #expect(inputs.closedDirectories == 1)
    #expect(inputs.specialFiles == 2)
  }

  @Test("depth and number of entries are bounded")
  func limits() {
    var limits = CaptureLimits()
    limits.directoryDepth = 1
    #expect(CaptureInputs([directory.path], limits: limits).closedDirectories == 1)
    limits = CaptureLimits()
    limits.directoryEntries = 4
    let inputs = CaptureInputs([directory.path], limits: limits)
    #expect(inputs.unseenEntries > 0)
  }

  @Test func aDirectoryThatCannotBeListedIsAProblem() throws {
    guard geteuid() != 0 else { return }
    chmod(directory("deep"), 0)
    defer { chmod(directory("deep"), 0o700) }
    #expect(CaptureInputs([directory.path]).problems == [CaptureFileError(.cannotOpen, path: directory("deep"))])
  }

  @Test func aNameThatIsNotUTF8IsAProblem() throws {
    let name = Array("\(directory.path)/x".utf8CString.dropLast()) + [CChar(bitPattern: 0xff), 0]
    let descriptor = name.withUnsafeBufferPointer { pointer in
      pointer.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
    }
    guard descriptor >= 0 else { return }
    close(descriptor)
    #expect(CaptureInputs([directory.path]).problems == [CaptureFileError(.nameNotUTF8, path: "")])
  }
}
