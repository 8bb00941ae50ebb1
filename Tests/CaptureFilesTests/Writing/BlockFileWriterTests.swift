import CaptureFiles
import Testing
import TrafficModel

@Suite struct BlockFileWriterTests {
  @Test("what was written is read back: interfaces, nanoseconds, secrets", arguments: [1, 1 << 18])
  func roundTrip(bufferBytes: Int) throws {
    let directory = try TemporaryDirectory()
    var writer = try BlockFileWriter(creating: directory("out.pcapng"), bufferBytes: bufferBytes)
    let first = try writer.addInterface(linkType: .ethernet, name: "eth0")
    let second = try writer.addInterface(linkType: .linuxSLL2, snapLength: 3)
    try writer.append(keyLog: Array("CLIENT_RANDOM 1 2\n".utf8))
    for (interface, content) in [(first, [1, 2, 3, 4, 5]), (second, [6, 7, 8, 9]), (first, [])] as [(Int, [UInt8])] {
      let time = Timestamp(nanoseconds: 1_700_000_000_123_456_789)
      try writer.append(content.span.bytes, interface: interface, at: time, wireLength: 1500)
    }
    let finished = try writer.finish()
    let capture = try read(path: finished.path)
    #expect(capture.contents == [[1, 2, 3, 4, 5], [6, 7, 8], []])
    #expect(capture.times == [Int64](repeating: 1_700_000_000_123_456_789, count: 3))
    #expect(capture.frames.map(\.header.linkType) == [.ethernet, .linuxSLL2, .ethernet])
    #expect(capture.frames.allSatisfy { $0.header.wireLength == 1500 })
    #expect(capture.interfaces.map(\.name) == [UntrustedText("eth0"), nil])
    #expect(capture.secrets == ["CLIENT_RANDOM 1 2\n"])
    #expect(capture.malformedBlocks == 0)
    #expect(finished.frames == 3)
    #expect(finished.bytes == capture.position.offset)
  }

  @Test("times before 1970 become its first, others are kept", arguments: [(-5, 0), (.max, .max)] as [(Int64, Int64)])
  func times(written: Int64, expected: Int64) throws {
    let directory = try TemporaryDirectory()
    var writer = try BlockFileWriter(creating: directory("out.pcapng"))
    let interface = try writer.addInterface(linkType: .raw)
    let content: [UInt8] = [1]
    try writer.append(content.span.bytes, interface: interface, at: Timestamp(nanoseconds: written), wireLength: 1)
    #expect(try read(path: try writer.finish().path).times == [expected])
  }
}
