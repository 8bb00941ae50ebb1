import ByteParsing
import CaptureFiles
import Foundation
import PacketDecoding
import TrafficForge
import TrafficModel

/// The TCP segments of a capture of `Captures/`, ready to be disturbed.
enum CaptureTraffic {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Captures", isDirectory: true)

  /// Paths below `Captures/`, in order. In stretched pauses flows end by time, and that by frames as well.
  static let all: [String] = {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let stretched = Set(CaptureScenario.all.filter(\.isStretched).map(\.name))
    return names.filter { $0.hasSuffix(".pcap") || $0.hasSuffix(".pcapng") || $0.hasSuffix(".pcap.gz") }
      .filter { !stretched.contains(($0 as NSString).deletingLastPathComponent) }.sorted()
  }()

  /// Nil when segments are not all there is: fragments and cut frames do not survive being written anew.
  static func segments(of name: String) throws -> ForgedTraffic? {
    var reader = try CaptureFileReader(path: folder.appendingPathComponent(name).path, as: CaptureID(rawValue: 0))
    var segments: [ForgedSegment] = []
    var isFaithful = true
    while try reader.next({ bytes, header in
      switch FrameDecoder.decode(bytes, linkType: header.linkType, wireLength: header.wireLength) {
      case .segment(let segment):
        isFaithful = isFaithful && segment.payload.capturedLength == segment.payload.wireLength
        segments.append(ForgedSegment(segment, of: bytes, at: header.time))
      case .fragment: isFaithful = false
      case .datagram, .undecoded: break
      }
    }) == .frame {}
    return isFaithful ? ForgedTraffic(segments) : nil
  }
}

extension ForgedSegment {
  fileprivate init(_ segment: TCPSegment, of frame: RawSpan, at time: Timestamp) {
    self.init(
      time: time, source: segment.source, destination: segment.destination, sequence: segment.header.sequence.raw,
      acknowledgement: segment.header.acknowledgement.raw, flags: Flags(rawValue: segment.header.flags.rawValue),
      window: segment.header.window,
      payload: frame.extracting(segment.payload.captured).withUnsafeBytes { Array($0)[...] })
  }
}
