import CaptureFiles
import Foundation
import Testing
import TrafficModel

/// We count and time frames as independent readers do. Silent where the tools are not installed.
@Suite struct DifferentialTests {
  static func forms() -> [(String, [UInt8])] {
    var nanoseconds = ClassicForge(.big, magic: 0xa1b2_3c4d)
    var modified = ClassicForge(magic: 0xa1b2_cd34)
    for index in 0..<20 as Range<UInt32> {
      nanoseconds.frame([UInt8](repeating: 1, count: 60), seconds: 1_700_000_000 + index, ticks: 123_456_789)
      modified.frame([UInt8](repeating: 1, count: 60), seconds: 1_700_000_000 + index, ticks: 654_321)
    }
    var sections = BlockForge()
    for order in [ByteOrder.little, .big] {
      sections.section(order)
      for resolution in [nil, 3, 9, 0x80 | 20] as [UInt8?] { sections.interface(snapLength: 0, resolution: resolution) }
      for interface in 0..<4 as Range<UInt32> {
        sections.enhanced([UInt8](repeating: 2, count: 61), interface: interface, ticks: 1_700_000_000_000)
        sections.obsolete([UInt8](repeating: 2, count: 62), interface: UInt16(interface), ticks: 1_600_000_000_000)
      }
      sections.statistics(received: 1, dropped: 2, byKernel: 3)
      sections.secrets("# nothing\n")
    }
    return [
      ("us.pcap", ClassicForge.numbered(50)), ("ns.pcap", nanoseconds.bytes), ("modified.pcap", modified.bytes),
      ("sections.pcapng", sections.bytes), ("packed.pcap.gz", PackedForge.gzip(ClassicForge.numbered(500))),
      ("cut.pcap", Array(ClassicForge.numbered(50).dropLast(3))),
    ]
  }

  @Test("tshark sees the same frames at the same times", arguments: forms().map(\.0))
  func tshark(form: String) throws {
    guard let tool = Tool("tshark") else { return }
    let bytes = try #require(Self.forms().first { $0.0 == form }).1
    let directory = try TemporaryDirectory()
    let path = try directory.write(bytes, to: form)
    // It fails on files that are cut off, after having printed every whole frame.
    let fields = ["-e", "frame.number", "-e", "frame.time_epoch", "-e", "frame.cap_len", "-e", "frame.len"]
    let text = try #require(tool.text(["-r", path, "-T", "fields"] + fields, mayFail: true))
    let theirs = text.split(separator: "\n").map(String.init)
    let ours = try read(path: path).frames.map { frame in
      let time = frame.header.time.nanoseconds
      let fraction = String(time % 1_000_000_000 + 1_000_000_000).dropFirst()
      return
        "\(frame.header.frame.number)\t\(time / 1_000_000_000).\(fraction)\t\(frame.bytes.count)\t\(frame.header.wireLength)"
    }
    #expect(ours == theirs)
  }

  @Test("capinfos counts what our writers wrote", arguments: [false, true])
  func written(isBlocks: Bool) throws {
    guard let tool = Tool("capinfos") else { return }
    let directory = try TemporaryDirectory()
    let content = [UInt8](repeating: 3, count: 99)
    let path = directory("written")
    if isBlocks {
      var writer = try BlockFileWriter(creating: path)
      let interface = try writer.addInterface(linkType: .ethernet, name: "eth0")
      try writer.append(keyLog: Array("# none\n".utf8))
      for index in 0..<70 {
        try writer.append(
          content.span.bytes, interface: interface, at: Timestamp(nanoseconds: Int64(index)), wireLength: 99)
      }
      _ = try writer.finish()
    } else {
      var writer = try CaptureFileWriter(creating: path, linkType: .ethernet)
      for index in 0..<70 {
        try writer.append(content.span.bytes, at: Timestamp(nanoseconds: Int64(index)), wireLength: 99)
      }
      _ = try writer.finish()
    }
    let text = try #require(tool.text(["-T", "-r", "-M", "-c", path]))
    #expect(text == "\(path)\t70\n")
  }
}
