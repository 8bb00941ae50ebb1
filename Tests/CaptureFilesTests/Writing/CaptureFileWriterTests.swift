import CaptureFiles
import Foundation
import Testing
import TrafficModel

@Suite struct CaptureFileWriterTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func writer(
    _ name: String = "out.pcap", snapLength: Int = 262_144, bufferBytes: Int = 1 << 18
  ) throws -> CaptureFileWriter {
    try CaptureFileWriter(
      creating: directory(name), linkType: .linuxSLL2, snapLength: snapLength, bufferBytes: bufferBytes)
  }

  private func append(_ content: [UInt8], at nanoseconds: Int64, wire: Int? = nil, to writer: inout CaptureFileWriter)
    throws
  {
    let time = Timestamp(nanoseconds: nanoseconds)
    try writer.append(content.span.bytes, at: time, wireLength: wire ?? content.count)
  }

  @Test("what was written is read back, with any buffer", arguments: [1, 100, 1 << 18])
  func roundTrip(bufferBytes: Int) throws {
    var writer = try writer(bufferBytes: bufferBytes)
    let contents = (0..<300).map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: $0 % 61) }
    for (index, content) in contents.enumerated() {
      try append(content, at: 1_700_000_000_123_456_789 + Int64(index), wire: content.count + 7, to: &writer)
    }
    let finished = try writer.finish()
    let capture = try read(path: finished.path)
    #expect(capture.contents == contents)
    #expect(capture.times == (0..<300).map { 1_700_000_000_123_456_789 + Int64($0) })
    #expect(
      capture.frames.allSatisfy { $0.header.wireLength == $0.bytes.count + 7 && $0.header.linkType == .linuxSLL2 })
    #expect(finished.frames == 300)
    #expect(finished.bytes == Int64(try directory.contents(of: "out.pcap").count))
    #expect(finished.firstTime == capture.frames.first?.header.time)
    #expect(finished.lastTime == capture.frames.last?.header.time)
  }

  @Test func theHeaderIsThatOfNanosecondPcap() throws {
    _ = try writer(snapLength: 65_535).finish()
    let header: [UInt8] = [
      0x4d, 0x3c, 0xb2, 0xa1,  // magic
      2, 0, 4, 0,  // version
      0, 0, 0, 0, 0, 0, 0, 0,  // zone, accuracy
      0xff, 0xff, 0, 0,  // snap length
      0x14, 0x01, 0, 0,  // link type 276
    ]
    #expect(try directory.contents(of: "out.pcap") == header)
  }

  @Test func framesAreCutToTheSnapLength() throws {
    var writer = try writer(snapLength: 4)
    try append([1, 2, 3, 4, 5, 6], at: 0, to: &writer)
    let capture = try read(path: try writer.finish().path)
    #expect(capture.contents == [[1, 2, 3, 4]])
    #expect(capture.frames.map(\.header.wireLength) == [6])
  }

  @Test(
    "times that pcap cannot tell become its first or last",
    arguments: [
      (-1, 0), (Int64.min, 0), (4_294_967_295_999_999_999, 4_294_967_295_999_999_999),
      (4_294_967_296_000_000_000, 4_294_967_295_999_999_999), (Int64.max, 4_294_967_295_999_999_999),
    ] as [(Int64, Int64)])
  func times(written: Int64, expected: Int64) throws {
    var writer = try writer()
    try append([1], at: written, to: &writer)
    #expect(try read(path: try writer.finish().path).times == [expected])
  }

  @Test func onlyTheOwnerMayReadIt() throws {
    _ = try writer().finish()
    let attributes = try FileManager.default.attributesOfItem(atPath: directory("out.pcap"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func nothingIsEverOverwritten() throws {
    try directory.write([1, 2, 3], to: "out.pcap")
    #expect(throws: CaptureFileError(.alreadyExists, path: "")) { _ = try writer().finish() }
    #expect(try directory.contents(of: "out.pcap") == [1, 2, 3])
    try FileManager.default.createSymbolicLink(atPath: directory("link"), withDestinationPath: directory("elsewhere"))
    #expect(throws: CaptureFileError(.alreadyExists, path: "")) { _ = try writer("link").finish() }
    #expect(throws: CaptureFileError(.cannotCreate, path: "")) { _ = try writer("no/such/folder").finish() }
  }

  @Test func aFlushShowsWholeFramesToOthers() throws {
    var writer = try writer()
    try append([1, 2, 3], at: 5, to: &writer)
    #expect(try read(path: directory("out.pcap")).frames.isEmpty)
    try writer.flush()
    let seen = try read(path: directory("out.pcap"))
    #expect(seen.contents == [[1, 2, 3]] && seen.outcome == .end)
    let bytes = writer.bytes
    #expect(bytes == 43)
    _ = try writer.finish()
  }

  @Test func whatIsBufferedIsWrittenWhenAWriterIsForgotten() throws {
    do {
      var writer = try writer()
      try append([9], at: 1, to: &writer)
    }
    #expect(try read(path: directory("out.pcap")).contents == [[9]])
  }

  /// In a process of its own, because the limit on file sizes is the process's.
  @Test func aFullDiskLeavesWholeFramesOnly() async throws {
    let path = directory("full.pcap")
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 10_000, rlim_max: 10_000)
      guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(0) }
      var writer = try CaptureFileWriter(creating: path, linkType: .ethernet, bufferBytes: 1000)
      let frame = [UInt8](repeating: 7, count: 284)
      do {
        for _ in 0..<100 { try writer.append(frame.span.bytes, at: .zero, wireLength: 284) }
        exit(1)
      } catch let error as CaptureFileError {
        guard error.code == .diskFull else { exit(2) }
      }
      let capture = try read(path: path)
      exit(capture.outcome == .end && capture.frames.count >= 30 ? 0 : 3)
    }
  }
}
