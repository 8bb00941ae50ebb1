import CaptureFiles
import Foundation
import Testing
import TrafficModel

@Suite struct GrowingCaptureTests {
  static func reader(_ path: String, from position: CapturePosition = .start) throws -> CaptureFileReader {
    try CaptureFileReader(path: path, as: CaptureID(rawValue: 3), from: position)
  }

  static let forms: [(String, [UInt8])] = [
    ("pcap", ClassicForge.numbered(5)), ("pcapng", BlockCaptureTests.everyBlock(.big).bytes),
    ("gzip", PackedForge.gzip(ClassicForge.numbered(5))), ("zstd", PackedForge.zstd(ClassicForge.numbered(5))),
  ]

  @Test("a capture that grows byte by byte is read as if it had been whole", arguments: forms.map(\.0))
  func growth(form: String) throws {
    let bytes = try #require(Self.forms.first { $0.0 == form }).1
    let whole = try read(bytes).contents
    let directory = try TemporaryDirectory()
    var reader = try Self.reader(try directory.write([], to: "capture"))
    #expect(try reader.advance() == .end)
    var contents: [[UInt8]] = []
    for (index, byte) in bytes.enumerated() {
      try directory.append([byte], to: "capture")
      let step = try reader.readAll()
      contents += step.contents
      #expect(step.outcome == (index + 1 == bytes.count || step.outcome == .end ? .end : .cutOff))
    }
    #expect(contents == whole)
    let empty = reader.isEmpty
    #expect(!empty)
  }

  @Test("the end of the last whole frame is known while the next one is partial")
  func positionBeforeAPartialFrame() throws {
    let directory = try TemporaryDirectory()
    var reader = try Self.reader(try directory.write(ClassicForge.numbered(3), to: "capture"))
    _ = try reader.readAll()
    let end = reader.position
    try directory.append(Array(ClassicForge.numbered(2)[24..<45]), to: "capture")
    let one = try reader.advance()
    let two = try reader.advance()
    #expect([one, two] == [.frame, .cutOff])
    let after = reader.position
    #expect(after == CapturePosition(offset: end.offset + 16, frames: 4))
  }

  @Test("reading continues at any position of another reader", arguments: forms.map(\.0))
  func resumption(form: String) throws {
    let bytes = try #require(Self.forms.first { $0.0 == form }).1
    let directory = try TemporaryDirectory()
    let path = try directory.write(bytes, to: "capture")
    let whole = try read(path: path)
    var reader = try Self.reader(path)
    while try reader.advance() == .frame {
      let (before, after) = (reader.framePosition, reader.position)
      let seen = Int(after.frames)
      let again = try read(path: path, from: before)
      let rest = try read(path: path, from: after)
      #expect(again.frames == Array(whole.frames[(seen - 1)...]))
      #expect(rest.frames == Array(whole.frames[seen...]))
      #expect(rest.outcome == .end)
      #expect(rest.position == whole.position)
    }
    let end = try read(path: path, from: whole.position)
    #expect(end.frames.isEmpty)
    #expect(end.outcome == .end)
  }

  @Test("growth after resuming at the end is seen")
  func resumedGrowth() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(ClassicForge.numbered(2), to: "capture")
    let end = try read(path: path).position
    var reader = try Self.reader(path, from: end)
    #expect(try reader.advance() == .end)
    try directory.append(Array(ClassicForge.numbered(1)[24...]), to: "capture")
    #expect(try reader.advance() == .frame)
    let header = reader.header
    #expect(header.frame == FrameReference(capture: CaptureID(rawValue: 3), number: 3))
  }

  @Test("a capture that was shortened or replaced has lost the position", arguments: forms.map(\.0))
  func positionLost(form: String) throws {
    let bytes = try #require(Self.forms.first { $0.0 == form }).1
    let capture = try readFrom(bytes, CapturePosition(offset: 1 << 20, frames: 900))
    guard case .damaged(let damage) = capture.outcome else { return #expect(capture.outcome == .frame) }
    #expect(damage.reason == .positionLost)
  }

  @Test func aPositionInsideABlockIsLost() throws {
    let capture = try readFrom(BlockCaptureTests.everyBlock(.little).bytes, CapturePosition(offset: 30, frames: 0))
    guard case .damaged(let damage) = capture.outcome else { return #expect(capture.outcome == .frame) }
    #expect(damage.reason == .positionLost)
  }

  private func readFrom(_ bytes: [UInt8], _ position: CapturePosition) throws -> ReadCapture {
    let directory = try TemporaryDirectory()
    return try read(path: try directory.write(bytes, to: "capture"), from: position)
  }

  @Test func aFileThatShrinksWhileItIsReadEnds() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(ClassicForge.numbered(100_000), to: "capture")
    var reader = try Self.reader(path)
    #expect(try reader.advance() == .frame)
    #expect(truncate(path, 30) == 0)
    let rest = try reader.readAll()
    #expect(rest.frames.count < 99_999)
    #expect(rest.outcome == .end || rest.outcome == .cutOff)
  }

  @Test("pipes are read, however their bytes come", arguments: [1, 3, 100])
  func pipes(piece: Int) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let bytes = ClassicForge.numbered(20)
    let output = ends[1]
    let writer = Thread {
      for start in stride(from: 0, to: bytes.count, by: piece) {
        let part = Array(bytes[start..<min(start + piece, bytes.count)])
        _ = part.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
      }
      close(output)
    }
    writer.start()
    var reader = CaptureFileReader(adopting: ends[0], named: "pipe", as: CaptureID(rawValue: 0))
    let capture = try reader.readAll()
    #expect(capture.frames.count == 20)
    #expect(capture.outcome == .end)
    let length = reader.length
    #expect(length == nil)
  }
}
