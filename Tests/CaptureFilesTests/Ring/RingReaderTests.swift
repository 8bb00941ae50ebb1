import ByteParsing
import CaptureFiles
import Glibc
import Testing
import TrafficModel

/// A ring as programs write it, one step at a time.
@Suite struct RingReaderTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// A classic capture with a frame of one byte for each number, a second apart.
  private func capture(_ numbers: Range<UInt8>) -> [UInt8] {
    var bytes: [UInt8] =
      [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0] + [UInt8](repeating: 0, count: 8) + [0, 0, 4, 0, 1, 0, 0, 0]
    for number in numbers { bytes += [number, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, number] }
    return bytes
  }

  private func write(_ bytes: [UInt8], to name: String, appending: Bool = false) {
    let flags = O_WRONLY | O_CREAT | (appending ? O_APPEND : O_TRUNC)
    let descriptor = open("\(folder.path)/\(name)", flags, 0o600)
    defer { close(descriptor) }
    #expect(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
  }

  private func read(_ ring: inout RingReader) -> [UInt8] {
    var numbers: [UInt8] = []
    while ring.advance() == .frame { ring.withFrame { frame, _ in numbers.append(frame[byteAt: 0]) } }
    return numbers
  }

  @Test func framesAreReadAsTheyComeAcrossRotation() {
    var ring = RingReader(folder: folder.path)
    ring.look()
    #expect(read(&ring) == [])
    write(capture(1..<4), to: "a_00001.pcap")
    ring.look()
    #expect(read(&ring) == [1, 2, 3])
    write(Array(capture(4..<6).dropFirst(24)), to: "a_00001.pcap", appending: true)
    #expect(read(&ring) == [4, 5])
    write(capture(6..<8), to: "a_00002.pcap")
    ring.look()
    #expect(read(&ring) == [6, 7])
    #expect(ring.takeRemarks().isEmpty)
  }

  @Test("a frame that is written in two parts is read once", arguments: 1..<17)
  func halfFrames(cut: Int) {
    var ring = RingReader(folder: folder.path)
    let bytes = capture(1..<3)
    write(Array(bytes.prefix(24 + 17 + cut)), to: "a.pcap")
    ring.look()
    #expect(read(&ring) == [1])
    write(Array(bytes.dropFirst(24 + 17 + cut)), to: "a.pcap", appending: true)
    #expect(read(&ring) == [2])
  }

  @Test func aFileIsReadToItsEndThoughTheNextIsThere() {
    write(capture(1..<3), to: "a_00001.pcap")
    write(capture(3..<5), to: "a_00002.pcap")
    var ring = RingReader(folder: folder.path)
    ring.look()
    #expect(read(&ring) == [1, 2, 3, 4])
  }

  @Test func aFileThatWentAwayBeforeItWasReadIsTold() {
    for number in 1...3 { write(capture(UInt8(number)..<UInt8(number + 1)), to: "a_0000\(number).pcap") }
    var ring = RingReader(folder: folder.path)
    ring.look()
    #expect(ring.advance() == .frame)
    unlink("\(folder.path)/a_00002.pcap")
    #expect(read(&ring) == [3])
    let skipped = ring.takeRemarks().compactMap { remark in
      if case .skipped(let file) = remark { file.name } else { nil }
    }
    #expect(skipped == ["a_00002.pcap"])
  }

  @Test func aNameThatIsUsedAgainIsAnotherCapture() {
    write(capture(1..<4), to: "ring0")
    var ring = RingReader(folder: folder.path)
    ring.look()
    #expect(read(&ring) == [1, 2, 3])
    write(capture(4..<6), to: "ring1")
    ring.look()
    #expect(read(&ring) == [4, 5])
    write(capture(6..<8), to: "ring0")
    ring.look()
    #expect(read(&ring) == [6, 7])
    #expect(ring.takeRemarks().isEmpty)
  }

  @Test func aFileOverwrittenWhileItIsReadIsTold() {
    write(capture(1..<9), to: "ring0")
    var ring = RingReader(folder: folder.path)
    ring.look()
    #expect(read(&ring).count == 8)
    write(capture(20..<22), to: "ring0")
    #expect(read(&ring) == [20, 21])
    #expect(ring.takeRemarks().contains { if case .overwritten = $0 { true } else { false } })
  }

  @Test func aCaptureThatIsRenamedIsNotReadTwice() {
    write(capture(1..<3), to: "a_00001.pcap")
    var ring = RingReader(folder: folder.path)
    ring.look()
    #expect(read(&ring) == [1, 2])
    rename("\(folder.path)/a_00001.pcap", "\(folder.path)/done_00001.pcap")
    write(capture(3..<4), to: "a_00002.pcap")
    ring.look()
    #expect(read(&ring) == [3])
  }

  @Test func aCaptureThatWasRenamedBeforeItWasReadIsFound() {
    write(capture(1..<3), to: "a_00001.pcap")
    write(capture(3..<5), to: "a_00002.pcap")
    var ring = RingReader(folder: folder.path)
    ring.look()
    #expect(ring.advance() == .frame)
    rename("\(folder.path)/a_00002.pcap", "\(folder.path)/done_00002.pcap")
    ring.look()
    #expect(read(&ring) == [2, 3, 4])
    #expect(ring.takeRemarks().isEmpty)
  }

  @Test func twoWritersInOneFolderAreTold() {
    write(capture(1..<3), to: "a.pcap")
    write(capture(10..<12), to: "b.pcap")
    var ring = RingReader(folder: folder.path)
    ring.look()
    #expect(read(&ring) == [1, 2, 10, 11])
    write(Array(capture(3..<4).dropFirst(24)), to: "a.pcap", appending: true)
    ring.look()
    #expect(ring.takeRemarks().contains { if case .grewLate = $0 { true } else { false } })
  }

  @Test func readingGoesOnWhereAnotherReaderWas() {
    write(capture(1..<4), to: "a_00001.pcap")
    write(capture(4..<6), to: "a_00002.pcap")
    var first = RingReader(folder: folder.path)
    first.look()
    #expect(first.advance() == .frame)
    #expect(first.advance() == .frame)
    let position = first.position
    let file = first.current
    var second = RingReader(folder: folder.path)
    second.look()
    #expect(file.map { second.resume(at: position, in: $0) } == true)
    #expect(read(&second) == [3, 4, 5])
  }

  @Test func afterALostFileReadingGoesOnWithTheNext() {
    write(capture(1..<4), to: "a_00001.pcap")
    write(capture(4..<6), to: "a_00002.pcap")
    var first = RingReader(folder: folder.path)
    first.look()
    #expect(first.advance() == .frame)
    let position = first.position
    let file = first.current
    unlink("\(folder.path)/a_00001.pcap")
    var second = RingReader(folder: folder.path)
    second.look()
    #expect(file.map { second.resume(at: position, in: $0) } == false)
    #expect(read(&second) == [4, 5])
  }

  @Test func aFolderThatIsGoneIsToldOnceAndComesBack() {
    var ring = RingReader(folder: "\(folder.path)/ring")
    ring.look()
    ring.look()
    #expect(ring.takeRemarks().count == 1)
    mkdir("\(folder.path)/ring", 0o700)
    write(capture(1..<2), to: "ring/a.pcap")
    ring.look()
    #expect(read(&ring) == [1])
  }
}
